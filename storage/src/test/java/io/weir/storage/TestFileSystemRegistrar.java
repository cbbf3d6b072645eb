package io.weir.storage;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.options.PipelineOptions;

/** Tells Beam of the file system, by the service loader. */
public final class TestFileSystemRegistrar implements FileSystemRegistrar {
  /** What all file systems of the process hold, by URI: Beam makes them, tests look at it. */
  static final ConcurrentSkipListMap<String, byte[]> FILES = new ConcurrentSkipListMap<>();

  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
    return List.of(new TestFileSystem(FILES));
  }
}
