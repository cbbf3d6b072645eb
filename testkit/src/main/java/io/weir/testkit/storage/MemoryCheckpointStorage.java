package io.weir.testkit.storage;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The checkpoints of one job in memory.
 *
 * <p>Thread: any thread.
 */
public final class MemoryCheckpointStorage implements CheckpointStorage {
  private static final String MANIFEST = "manifest";

  private final String path;
  private final MemoryCheckpoints all;
  private final TreeMap<Long, TreeMap<String, byte[]>> checkpoints = new TreeMap<>();

  MemoryCheckpointStorage(String path, MemoryCheckpoints all) {
    this.path = path;
    this.all = all;
  }

  String path() {
    return path;
  }

  @Override
  public StateFileWriter createFile(long checkpointId, String name) {
    return new MemoryFile(checkpointId, name);
  }

  private synchronized void put(long checkpointId, String name, byte[] content) {
    checkpoints.computeIfAbsent(checkpointId, id -> new TreeMap<>()).put(name, content);
  }

  @Override
  public InputStream openFile(CheckpointRef checkpoint, String name, long offset)
      throws IOException {
    InputStream in = new ByteArrayInputStream(read(checkpoint, name));
    in.skipNBytes(offset);
    return in;
  }

  private byte[] read(CheckpointRef checkpoint, String name) throws IOException {
    byte[] content = all.files(checkpoint).get(name);
    if (content == null) {
      throw new FileNotFoundException(checkpoint.path() + "/" + name);
    }
    return content;
  }

  synchronized Map<String, byte[]> files(CheckpointRef checkpoint) {
    boolean mine = checkpoint.path().equals(pathOf(checkpoint.checkpointId()));
    return mine
        ? new TreeMap<>(checkpoints.getOrDefault(checkpoint.checkpointId(), new TreeMap<>()))
        : Map.of();
  }

  @Override
  public CheckpointRef commit(long checkpointId, byte[] manifest) {
    put(checkpointId, MANIFEST, manifest.clone());
    return ref(checkpointId);
  }

  @Override
  public byte[] readManifest(CheckpointRef checkpoint) throws IOException {
    return read(checkpoint, MANIFEST).clone();
  }

  @Override
  public synchronized List<CheckpointRef> list() {
    return checkpoints.entrySet().stream()
        .filter(e -> e.getValue().containsKey(MANIFEST))
        .map(e -> ref(e.getKey()))
        .toList();
  }

  @Override
  public synchronized List<Long> incomplete() {
    return checkpoints.entrySet().stream()
        .filter(e -> !e.getValue().containsKey(MANIFEST))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void delete(long checkpointId) {
    checkpoints.remove(checkpointId);
  }

  /** The ids of all checkpoints of which anything is there, complete or not. */
  public synchronized Set<Long> ids() {
    return new TreeSet<>(checkpoints.keySet());
  }

  /** Changes one bit of a file, as a failing disk may. */
  public synchronized void damage(long checkpointId, String name) {
    TreeMap<String, byte[]> files = checkpoints.get(checkpointId);
    if (files == null || !files.containsKey(name)) {
      throw new IllegalArgumentException("no file " + name + " in checkpoint " + checkpointId);
    }
    byte[] content = files.get(name).clone();
    content[content.length / 2] ^= 1;
    files.put(name, content);
  }

  /** The names of a checkpoint's files. */
  public synchronized Set<String> fileNames(long checkpointId) {
    return new TreeSet<>(checkpoints.getOrDefault(checkpointId, new TreeMap<>()).keySet());
  }

  private CheckpointRef ref(long checkpointId) {
    return new CheckpointRef(pathOf(checkpointId), checkpointId);
  }

  private String pathOf(long checkpointId) {
    return path + "/" + checkpointId;
  }

  private final class MemoryFile extends StateFileWriter {
    private final long checkpointId;
    private final String name;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    MemoryFile(long checkpointId, String name) {
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
    public StateFile finish() {
      byte[] bytes = content.toByteArray();
      put(checkpointId, name, bytes);
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      return new StateFile(name, bytes.length, (int) checksum.getValue());
    }

    @Override
    public void close() {
      // What was not finished was never visible.
    }
  }
}
