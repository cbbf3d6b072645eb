package io.weir.engine.checkpoint;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.CRC32C;

/** Checkpoint storage that forgets everything with the process. Thread: any. */
public final class MemoryCheckpointStorage implements CheckpointStorage {
  private final Map<Long, Map<String, byte[]>> files = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, byte[]> manifests = new ConcurrentSkipListMap<>();
  private final MemorySharedFiles shared = new MemorySharedFiles();

  /** The content of a state file, to be looked at or damaged; it must be there. */
  public byte[] content(long checkpointId, String name) {
    return requireNonNull(files.getOrDefault(checkpointId, Map.of()).get(name), name);
  }

  @Override
  public StateFileWriter createFile(long checkpointId, String name) {
    return new Writer(files.computeIfAbsent(checkpointId, id -> new ConcurrentHashMap<>()), name);
  }

  @Override
  public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
      throws IOException {
    byte[] content = content(checkpoint.checkpointId(), name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return new ByteArrayInputStream(content, (int) offset, content.length);
  }

  @Override
  public Optional<SharedFiles> sharedFiles() {
    return Optional.of(shared);
  }

  @Override
  public CheckpointRef commit(long checkpointId, byte[] manifest) {
    manifests.put(checkpointId, manifest.clone());
    return ref(checkpointId);
  }

  @Override
  public byte[] readManifest(CheckpointRef checkpoint) throws IOException {
    byte[] manifest = manifests.get(checkpoint.checkpointId());
    if (manifest == null) {
      throw new FileNotFoundException(checkpoint.path());
    }
    return manifest.clone();
  }

  @Override
  public List<CheckpointRef> list() {
    return manifests.keySet().stream().map(MemoryCheckpointStorage::ref).toList();
  }

  @Override
  public void delete(long checkpointId) {
    manifests.remove(checkpointId);
    files.remove(checkpointId);
  }

  private static CheckpointRef ref(long checkpointId) {
    return new CheckpointRef("memory:chk-" + checkpointId, checkpointId);
  }

  static final class Writer extends StateFileWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, byte[]> target;
    private final String name;

    Writer(Map<String, byte[]> target, String name) {
      this.target = target;
      this.name = name;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] content, int offset, int length) {
      bytes.write(content, offset, length);
    }

    @Override
    public SubtaskSnapshot.StateFile finish() {
      byte[] content = bytes.toByteArray();
      target.put(name, content);
      CRC32C crc = new CRC32C();
      crc.update(content);
      return new SubtaskSnapshot.StateFile(name, content.length, (int) crc.getValue());
    }

    @Override
    public void close() {}
  }
}
