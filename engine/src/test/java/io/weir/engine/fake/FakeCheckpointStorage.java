package io.weir.engine.fake;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** Checkpoints on the heap, all of one job. Thread: any. */
public final class FakeCheckpointStorage implements CheckpointStorage {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<Long, byte[]> manifests = new ConcurrentHashMap<>();

  @Override
  public StateFileWriter createFile(long checkpointId, String name) {
    return new Writer(checkpointId, name);
  }

  @Override
  public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
      throws IOException {
    byte[] content = files.get(key(checkpoint.checkpointId(), name));
    if (content == null) {
      throw new IOException("no file " + name);
    }
    return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
  }

  @Override
  public CheckpointRef commit(long checkpointId, byte[] manifest) {
    manifests.put(checkpointId, manifest);
    return ref(checkpointId);
  }

  @Override
  public byte[] readManifest(CheckpointRef checkpoint) {
    return Objects.requireNonNull(manifests.get(checkpoint.checkpointId()));
  }

  @Override
  public List<CheckpointRef> list() {
    return manifests.keySet().stream().sorted().map(FakeCheckpointStorage::ref).toList();
  }

  @Override
  public void delete(long checkpointId) {
    manifests.remove(checkpointId);
    files.keySet().removeIf(name -> name.startsWith(checkpointId + "/"));
  }

  private static CheckpointRef ref(long checkpointId) {
    return new CheckpointRef("fake:/" + checkpointId, checkpointId);
  }

  private static String key(long checkpointId, String name) {
    return checkpointId + "/" + name;
  }

  private final class Writer extends StateFileWriter {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final long checkpointId;
    private final String name;

    Writer(long checkpointId, String name) {
      this.checkpointId = checkpointId;
      this.name = name;
    }

    @Override
    public void write(int b) {
      content.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      content.write(bytes, offset, length);
    }

    @Override
    public SubtaskSnapshot.StateFile finish() {
      byte[] bytes = content.toByteArray();
      files.put(key(checkpointId, name), bytes);
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      return new SubtaskSnapshot.StateFile(name, bytes.length, (int) checksum.getValue());
    }

    @Override
    public void close() {}
  }
}
