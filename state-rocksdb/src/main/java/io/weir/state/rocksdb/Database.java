package io.weir.state.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
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
  private final Path directory;
  private final SharedMemory memory;
  private final ReadOptions reading = new ReadOptions();
  private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
  // Cursors and snapshots. Guarded by this.
  private final Set<Use> uses = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile @Nullable RocksDB db;

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

  /** The database, made if there is none. */
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

  void put(byte[] key, byte[] value) {
    try {
      open().put(writing, key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  void delete(byte[] key) {
    RocksDB opened = db;
    if (opened != null) {
      try {
        opened.delete(writing, key);
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  /** Removes the keys from {@code from} up to and without {@code to}, which is not less. */
  void deleteRange(byte[] from, byte[] to) {
    RocksDB opened = db;
    if (opened != null) {
      try {
        opened.deleteRange(writing, from, to);
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }
  }

  /** The present version for reading, or null when nothing was ever written. */
  @Nullable View view() {
    RocksDB opened = db;
    return opened == null ? null : new View(this, opened);
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

  /**
   * A version of the database that later writes do not change.
   *
   * <p>Thread: one at a time.
   */
  static final class View implements Use {
    private final Database database;
    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions reading;
    private boolean closed;

    private View(Database database, RocksDB db) {
      this.database = database;
      this.db = db;
      this.snapshot = db.getSnapshot();
      this.reading = new ReadOptions().setSnapshot(snapshot);
      database.opened(this);
    }

    byte @Nullable [] get(byte[] key) {
      try {
        return db.get(reading, key);
      } catch (RocksDBException e) {
        throw database.failed(e);
      }
    }

    Snapshot snapshot() {
      return snapshot;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        database.closed(this);
        reading.close();
        db.releaseSnapshot(snapshot);
      }
    }
  }
}
