package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;
import java.util.Arrays;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A scan of the database as it was when the scan began. Thread: one at a time. */
final class RocksCursor implements OrderedTable.Cursor, Database.Use {
  private final Database database;
  private final TableKeys keys;
  private final byte[] from;
  private final ReadOptions options;
  private final Slice end;
  private final RocksIterator iterator;
  private boolean started;
  private boolean closed;

  private RocksCursor(
      Database database, RocksDB db, TableKeys keys, byte[] from, byte[] to, ReadOptions options) {
    this.database = database;
    this.keys = keys;
    this.from = from;
    this.options = options;
    // An end before the beginning is none to RocksDB.
    this.end = new Slice(Arrays.compareUnsigned(from, to) < 0 ? to : from);
    options.setIterateUpperBound(end);
    this.iterator = db.newIterator(options);
    database.opened(this);
  }

  /** Scans the present version. */
  static RocksCursor ofPresent(
      Database database, RocksDB db, TableKeys keys, byte[] from, byte[] to) {
    return new RocksCursor(database, db, keys, from, to, new ReadOptions());
  }

  /** Scans an earlier version. What is read once does not displace what is read often. */
  static RocksCursor of(
      Snapshot snapshot, Database database, RocksDB db, TableKeys keys, byte[] from, byte[] to) {
    return new RocksCursor(
        database, db, keys, from, to, new ReadOptions().setSnapshot(snapshot).setFillCache(false));
  }

  @Override
  public boolean next() {
    if (closed) {
      return false;
    }
    if (started) {
      iterator.next();
    } else {
      started = true;
      iterator.seek(from);
    }
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw database.failed(e);
    } finally {
      close();
    }
    return false;
  }

  @Override
  public byte[] key() {
    checkCurrent();
    return keys.ownKey(iterator.key());
  }

  /** The key of the current entry as the database has it. */
  byte[] wholeKey() {
    checkCurrent();
    return iterator.key();
  }

  @Override
  public byte[] value() {
    checkCurrent();
    return iterator.value();
  }

  private void checkCurrent() {
    if (closed || !started) {
      throw new IllegalStateException("no current entry");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      database.closed(this);
      iterator.close();
      options.close();
      end.close();
    }
  }
}
