package io.weir.state.rocksdb;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.RestoredFiles;
import io.weir.engine.state.RestoredFiles.RestoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * Fills a database from the files of others. When one of them had exactly its key groups, and at
 * the same parallelism that is always so, its files become the new one's; else ranges are read from
 * each.
 *
 * <p>Thread: subtask thread, before it processes anything.
 */
final class DatabaseRestore {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9-]+([.][a-z]+)?");
  private static final long BATCH_BYTES = 1L << 20;
  private static final long READAHEAD_BYTES = 2L << 20;

  private final Database database;
  private final KeyGroupRange keyGroups;

  DatabaseRestore(Database database, KeyGroupRange keyGroups) {
    this.database = database;
    this.keyGroups = keyGroups;
  }

  void restore(List<RestoredFiles> parts) throws IOException {
    if (parts.size() == 1 && parts.get(0).keyGroups().equals(keyGroups)) {
      adopt(parts.get(0));
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      Path directory =
          database
              .directory()
              .resolveSibling(database.directory().getFileName() + "-restored-" + i);
      try {
        download(parts.get(i), directory);
        copyRange(directory);
      } finally {
        Directories.delete(directory);
      }
    }
  }

  private void adopt(RestoredFiles part) throws IOException {
    download(part, database.directory());
    for (RestoredFile file : part.files()) {
      file.stored().ifPresent(stored -> database.storedFiles().put(file.name(), stored));
    }
    var unused = database.open();
  }

  private static void download(RestoredFiles part, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (RestoredFile file : part.files()) {
      Path target = directory.resolve(checked(file.name()));
      Optional<Path> local = file.local();
      if (local.isPresent()) {
        Directories.linkOrCopy(local.get(), target);
      } else {
        try (InputStream content = file.open()) {
          Files.copy(content, target);
        }
      }
    }
    for (Map.Entry<String, byte[]> file : part.metadata().entrySet()) {
      Files.write(directory.resolve(checked(file.getKey())), file.getValue());
    }
  }

  /** Refuses names that lead out of a directory. */
  private static String checked(String name) throws IOException {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IOException("not a name of a file of RocksDB: " + name);
    }
    return name;
  }

  private void copyRange(Path directory) throws IOException {
    try (RocksDB source = RocksDB.openReadOnly(database.memory().options(), directory.toString());
        Slice end = new Slice(TableKeys.startOf(keyGroups.end()));
        ReadOptions options =
            new ReadOptions()
                .setIterateUpperBound(end)
                .setReadaheadSize(READAHEAD_BYTES)
                .setFillCache(false);
        RocksIterator entries = source.newIterator(options);
        WriteBatch batch = new WriteBatch()) {
      for (entries.seek(TableKeys.startOf(keyGroups.first())); entries.isValid(); entries.next()) {
        batch.put(entries.key(), entries.value());
        if (batch.getDataSize() >= BATCH_BYTES) {
          database.write(batch);
          batch.clear();
        }
      }
      entries.status();
      database.write(batch);
    } catch (RocksDBException e) {
      throw new IOException(
          "keyed state of a checkpoint in " + directory + ": " + e.getMessage(), e);
    }
  }
}
