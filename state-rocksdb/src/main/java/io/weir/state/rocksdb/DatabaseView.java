package io.weir.state.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * A version of a database that later writes do not change.
 *
 * <p>Thread: one at a time.
 */
final class DatabaseView implements Database.Use {
  private final Database database;
  private final RocksDB db;
  private final Snapshot snapshot;
  private final ReadOptions reading;
  private boolean closed;

  private DatabaseView(Database database, RocksDB db) {
    this.database = database;
    this.db = db;
    this.snapshot = db.getSnapshot();
    this.reading = new ReadOptions().setSnapshot(snapshot);
    database.opened(this);
  }

  /** The present version, or null when nothing was ever written. */
  static @Nullable DatabaseView of(Database database) {
    RocksDB opened = database.ifOpen();
    return opened == null ? null : new DatabaseView(database, opened);
  }

  byte @Nullable [] get(byte[] key) {
    try {
      return db.get(reading, key);
    } catch (RocksDBException e) {
      throw database.failed(e);
    }
  }

  RocksCursor scan(TableKeys keys, byte[] from, byte[] to) {
    return RocksCursor.of(snapshot, database, db, keys, from, to);
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
