package io.weir.state.rocksdb;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.state.SortedEntries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB in a directory of its own, made by the first write: most operators of a job never
 * keep anything. It has no write-ahead log, because what is not in a checkpoint is lost with the
 * attempt anyway.
 *
 * <p>Closing it closes what was opened on it first, since RocksDB does not survive anything else.
 *
 * <p>Thread: reads from any thread, writes from the subtask thread; closed when nobody uses it.
 */
final class Database implements AutoCloseable {
  private static final String TABLES_SIZE = "rocksdb.live-sst-files-size";
  private static final String BUFFERS_SIZE = "rocksdb.cur-size-all-mem-tables";
  private static final int MOST_UNMERGED_RUNS = 256;
  private static final long LARGEST_LOGGED_RANGE_BYTES = 4L << 20;

  private final Path directory;
  private final SharedMemory memory;
  private final ReadOptions reading = new ReadOptions();
  private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
  private final List<ChangeLog> logs = new CopyOnWriteArrayList<>();
  private final Map<String, StateFile> storedFiles = new ConcurrentHashMap<>();
  private final AtomicInteger copies = new AtomicInteger();
  // Cursors and snapshots. Guarded by this.
  private final Set<Use> uses = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable RocksDB db;
  private boolean mergesRunsLater;
  private int runs;

  /**
   * A database that has nothing on disk yet.
   *
   * @param directory its own; does not exist yet
   */
  Database(Path directory, SharedMemory memory) {
    this.directory = directory;
    this.memory = memory;
  }

  /** Something on the database that has to be let go of before it is closed. */
  @FunctionalInterface
  interface Use {
    /** Lets go of it. May be called twice. */
    void close();
  }

  /** The database, or null when nothing was ever written. */
  @Nullable RocksDB ifOpen() {
    return db;
  }

  /** The database, made if there is none, of the files that are in its directory, if any are. */
  RocksDB open() {
    RocksDB opened = db;
    if (opened == null) {
      try {
        Files.createDirectories(directory);
        opened = RocksDB.open(memory.options(), directory.toString());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make " + directory, e);
      } catch (RocksDBException e) {
        throw failed(e);
      }
      db = opened;
    }
    return opened;
  }

  Path directory() {
    return directory;
  }

  SharedMemory memory() {
    return memory;
  }

  /** Where the job's checkpoint storage has the table files, by their names. */
  Map<String, StateFile> storedFiles() {
    return storedFiles;
  }

  byte @Nullable [] get(byte[] key) {
    RocksDB opened = db;
    if (opened == null) {
      return null;
    }
    try {
      return opened.get(reading, key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** The values of the keys, in their order. */
  List<Optional<byte[]>> getAll(List<byte[]> keys) {
    RocksDB opened = db;
    if (opened == null) {
      return Collections.nCopies(keys.size(), Optional.empty());
    }
    try {
      return opened.multiGetAsList(reading, keys).stream().map(Optional::ofNullable).toList();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  void put(byte[] key, byte[] value) {
    RocksDB opened = open();
    log(key, value);
    try {
      opened.put(writing, key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  void delete(byte[] key) {
    RocksDB opened = db;
    if (opened != null) {
      log(key, FrozenTable.REMOVED);
      try {
        opened.delete(writing, key);
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  private void log(byte[] key, byte[] value) {
    if (!logs.isEmpty()) {
      logs.forEach(log -> log.add(key, value));
    }
  }

  /**
   * Removes the keys from {@code from} up to and without {@code to}, which is not less.
   *
   * @param range the same range, as keys of a table
   */
  void deleteRange(byte[] from, byte[] to, RemovedRange range) {
    RocksDB opened = db;
    if (opened != null) {
      try {
        if (!logs.isEmpty() && sizeBytes(opened, from, to) > LARGEST_LOGGED_RANGE_BYTES) {
          logs.forEach(ChangeLog::copyNow);
        } else {
          logs.forEach(log -> log.add(range));
        }
        opened.deleteRange(writing, from, to);
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  /**
   * Adds new entries as a table file of their own. Frozen states take their copies of the files
   * before: all that is in the file would have to be kept on the heap for them otherwise.
   */
  void putAll(SortedEntries entries, TableKeys keys) {
    RocksDB opened = open();
    Path file = directory.resolveSibling(directory.getFileName() + "-run-" + runs++);
    try {
      if (SortedRun.write(entries, keys, memory, file)) {
        logs.forEach(ChangeLog::copyNow);
        mergeRunsLater(opened);
        SortedRun.ingest(opened, file);
      }
      Files.deleteIfExists(file);
    } catch (RocksDBException e) {
      throw failed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  /**
   * Sorted runs are merged when they are read. Before that only very many of them are, so that each
   * is written, and uploaded for checkpoints, once.
   */
  private void mergeRunsLater(RocksDB opened) throws RocksDBException {
    if (!mergesRunsLater) {
      mergesRunsLater = true;
      opened.setOptions(
          MutableColumnFamilyOptions.builder()
              .setLevel0FileNumCompactionTrigger(MOST_UNMERGED_RUNS)
              .setLevel0SlowdownWritesTrigger(2 * MOST_UNMERGED_RUNS)
              .setLevel0StopWritesTrigger(4 * MOST_UNMERGED_RUNS)
              .build());
    }
  }

  /** About how many bytes the range takes. */
  private static long sizeBytes(RocksDB opened, byte[] from, byte[] to) {
    try (Slice first = new Slice(from);
        Slice end = new Slice(to)) {
      return opened
          .getApproximateSizes(
              List.of(new Range(first, end)),
              SizeApproximationFlag.INCLUDE_FILES,
              SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }

  /** Writes what is in the batch, of which no log is kept. For a database that is being filled. */
  void write(WriteBatch batch) {
    try {
      open().write(writing, batch);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /**
   * Writes changes to a log, too, from now on.
   *
   * @param copier copies the files, and stops the log; called before changes too large for a log
   */
  ChangeLog startLog(Runnable copier) {
    ChangeLog log = new ChangeLog(copier);
    logs.add(log);
    return log;
  }

  void stop(ChangeLog log) {
    logs.remove(log);
  }

  /** About how many bytes it takes; 0 when nothing was ever written. */
  long sizeBytes() {
    RocksDB opened = db;
    try {
      return opened == null
          ? 0
          : opened.getLongProperty(TABLES_SIZE) + opened.getLongProperty(BUFFERS_SIZE);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /**
   * Copies the files of the open database by linking them. What is written meanwhile may or may not
   * be in the copy.
   *
   * @param opened the database
   * @return the directory of the copy, which is the caller's
   */
  Path copy(RocksDB opened) {
    Path target =
        directory.resolveSibling(directory.getFileName() + "-" + copies.incrementAndGet());
    // What compaction has removed is in no later copy.
    storedFiles.keySet().removeIf(name -> !Files.exists(directory.resolve(name)));
    try (Checkpoint checkpoint = Checkpoint.create(opened)) {
      checkpoint.createCheckpoint(target.toString());
    } catch (RocksDBException e) {
      Directories.delete(target);
      throw failed(e);
    }
    return target;
  }

  /** The failure of a call, naming the place. */
  UncheckedIOException failed(RocksDBException cause) {
    return new UncheckedIOException(
        new IOException("keyed state in " + directory + ": " + cause.getMessage(), cause));
  }

  synchronized void opened(Use use) {
    uses.add(use);
  }

  synchronized void closed(Use use) {
    uses.remove(use);
  }

  @Override
  public void close() {
    List<Use> open;
    synchronized (this) {
      open = List.copyOf(uses);
    }
    open.forEach(Use::close);
    RocksDB opened = db;
    db = null;
    if (opened != null) {
      opened.cancelAllBackgroundWork(true);
      opened.close();
    }
    reading.close();
    writing.close();
  }
}
