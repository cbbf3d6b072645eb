package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.master.JobCommand.CommitCheckpoint;
import io.weir.engine.master.JobEvent.RestorePointRead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Storage that remembers what it was asked for, and fails as often as told. */
public final class MemoryJobStorage implements JobStorage {
  private final List<String> calls = new ArrayList<>();
  private int failuresLeft;

  /** The next calls fail. */
  public synchronized void failNext(int times) {
    failuresLeft = times;
  }

  /** What was asked for, in order, failures included. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void called(String what) throws IOException {
    calls.add(what);
    if (failuresLeft > 0) {
      failuresLeft--;
      throw new IOException("injected: " + what);
    }
  }

  @Override
  public RestorePointRead readRestorePoint() throws IOException {
    called("read");
    return new RestorePointRead(List.of(), 1);
  }

  @Override
  public CheckpointRef commit(CommitCheckpoint checkpoint) throws IOException {
    called("commit " + checkpoint.checkpointId());
    return new CheckpointRef("memory:" + checkpoint.checkpointId(), checkpoint.checkpointId());
  }

  @Override
  public CheckpointRef copy(CheckpointRef checkpoint, String path) {
    return new CheckpointRef(path + "/" + checkpoint.checkpointId(), checkpoint.checkpointId());
  }

  @Override
  public void delete(long checkpointId) throws IOException {
    called("delete " + checkpointId);
  }

  @Override
  public void end(JobStatus last, JobMetrics metrics) throws IOException {
    called("end");
  }

  @Override
  public void deleteIncomplete(long beforeCheckpointId) throws IOException {
    called("delete incomplete before " + beforeCheckpointId);
  }
}
