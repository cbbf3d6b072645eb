package io.weir.engine.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Shared files that are forgotten with the process. Thread: any. */
public final class MemorySharedFiles implements SharedFiles {
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

  @Override
  public StateFileWriter create(long checkpointId, String name) {
    return new MemoryCheckpointStorage.Writer(files, checkpointId + "-" + name);
  }

  @Override
  public InputStream open(CheckpointRef checkpoint, String name) throws IOException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new DamagedCheckpointException("the shared file " + name + " is missing");
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public boolean owns(CheckpointRef checkpoint) {
    return true;
  }

  @Override
  public List<Entry> list() {
    return files.keySet().stream()
        .map(name -> new Entry(name, Long.parseLong(name.substring(0, name.indexOf('-')))))
        .toList();
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }
}
