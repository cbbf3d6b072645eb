package io.weir.state.rocksdb;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of a database's files: hard links to its table files, and what tells RocksDB which of them
 * make up the database.
 *
 * @param tables the table files
 * @param metadata the other files that are needed, small: from name to content
 */
record FileCopy(List<DatabaseFile> tables, Map<String, byte[]> metadata) {
  private static final String TABLE_SUFFIX = ".sst";
  private static final String CURRENT = "CURRENT";
  private static final String MANIFEST_PREFIX = "MANIFEST-";

  /**
   * Takes the files of a directory.
   *
   * @param stored where the checkpoint storage has the database's table files
   */
  static FileCopy of(Path directory, Map<String, StateFile> stored) throws IOException {
    List<DatabaseFile> tables = new ArrayList<>();
    Map<String, byte[]> metadata = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getName(file.getNameCount() - 1).toString();
        if (name.endsWith(TABLE_SUFFIX)) {
          tables.add(new DatabaseFile(file, stored));
        } else if (name.equals(CURRENT) || name.startsWith(MANIFEST_PREFIX)) {
          metadata.put(name, Files.readAllBytes(file));
        }
      }
    }
    return new FileCopy(tables, metadata);
  }
}
