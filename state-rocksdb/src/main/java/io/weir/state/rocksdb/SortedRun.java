package io.weir.state.rocksdb;

import io.weir.engine.state.SortedEntries;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * A table file that is written in one go, past the write buffers, and then becomes one of the
 * database's own without being changed or copied.
 *
 * <p>Thread: subtask thread.
 */
final class SortedRun {
  private SortedRun() {}

  /**
   * Writes the entries to the file, which does not exist.
   *
   * @return whether there were any; if not there is no file
   */
  static boolean write(SortedEntries entries, TableKeys keys, SharedMemory memory, Path file)
      throws RocksDBException {
    if (!entries.next()) {
      return false;
    }
    try (EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, memory.options())) {
      writer.open(file.toString());
      do {
        writer.put(keys.of(entries.keyGroup(), entries.key()), entries.value());
      } while (entries.next());
      writer.finish();
    }
    return true;
  }

  /** Hands the file over to the database. */
  static void ingest(RocksDB db, Path file) throws RocksDBException {
    try (IngestExternalFileOptions options =
        new IngestExternalFileOptions().setMoveFiles(true).setWriteGlobalSeqno(false)) {
      db.ingestExternalFile(List.of(file.toString()), options);
    }
  }
}
