package io.weir.testkit.sim;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.control.JobId;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.testkit.storage.MemoryCheckpoints;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Durable storage as one process sees it: it outlives the process, and now and then an operation
 * fails, before or after it took effect. What a process that dies had not finished is lost.
 */
final class SimStorage implements CheckpointStorageProvider {
  private final MemoryCheckpoints disk;
  private final Faults faults;

  SimStorage(MemoryCheckpoints disk, Faults faults) {
    this.disk = disk;
    this.faults = faults;
  }

  @Override
  public CheckpointStorage open(String path, JobId job) {
    return new Faulty(disk.open(path, job));
  }

  @Override
  public CheckpointRef find(String path) throws IOException {
    return disk.find(path);
  }

  private final class Faulty implements CheckpointStorage {
    private final CheckpointStorage next;

    Faulty(CheckpointStorage next) {
      this.next = next;
    }

    @Override
    public StateFileWriter createFile(long checkpointId, String name) throws IOException {
      faults.maybeFailStorage("create " + name);
      return new FaultyFile(next.createFile(checkpointId, name));
    }

    @Override
    public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
        throws IOException {
      faults.maybeFailRead("open " + name);
      return next.openFile(checkpoint, name, offset);
    }

    @Override
    public CheckpointRef commit(long checkpointId, byte[] manifest) throws IOException {
      faults.maybeFailStorage("before commit of " + checkpointId);
      CheckpointRef ref = next.commit(checkpointId, manifest);
      faults.maybeFailStorage("after commit of " + checkpointId);
      return ref;
    }

    @Override
    public byte[] readManifest(CheckpointRef checkpoint) throws IOException {
      return next.readManifest(checkpoint);
    }

    @Override
    public List<CheckpointRef> list() throws IOException {
      return next.list();
    }

    @Override
    public List<Long> incomplete() throws IOException {
      return next.incomplete();
    }

    @Override
    public void delete(long checkpointId) throws IOException {
      faults.maybeFailStorage("before deletion of " + checkpointId);
      next.delete(checkpointId);
      faults.maybeFailStorage("after deletion of " + checkpointId);
    }
  }

  private final class FaultyFile extends StateFileWriter {
    private final StateFileWriter next;

    FaultyFile(StateFileWriter next) {
      this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
      next.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      faults.maybeFailStorage("write");
      next.write(bytes, offset, length);
    }

    @Override
    public StateFile finish() throws IOException {
      faults.maybeFailStorage("before fsync");
      StateFile file = next.finish();
      faults.maybeFailStorage("after fsync");
      return file;
    }

    @Override
    public void close() throws IOException {
      next.close();
    }
  }
}
