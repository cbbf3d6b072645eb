package io.weir.state.rocksdb;

import io.weir.engine.state.TableEntry;
import io.weir.engine.state.TableView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * A version of a table, by a snapshot of the database, which goes when nobody holds on to the view
 * any more. Nothing native is left open between two calls, so whoever stops reading half way leaves
 * nothing behind.
 *
 * <p>Thread: any thread.
 */
final class SharedView implements TableView {
  private final Source source;

  private SharedView(Source source) {
    this.source = source;
  }

  /** The present version, to be made on the subtask thread. */
  static TableView of(Database database, TableKeys keys) {
    RocksDB opened = database.ifOpen();
    if (opened == null) {
      return (keyGroup, from, to, bytes) -> List.of();
    }
    Source source = new Source(database, opened, keys);
    SharedView view = new SharedView(source);
    database.memory().cleaner().register(view, source::close);
    return view;
  }

  @Override
  public List<TableEntry> read(int keyGroup, byte[] from, byte @Nullable [] to, int bytes) {
    return source.read(keyGroup, from, to, bytes);
  }

  /** The snapshot. Its lock keeps the database from being closed under a reader. */
  private static final class Source implements Database.Use {
    private final Database database;
    private final RocksDB db;
    private final TableKeys keys;
    private final Snapshot snapshot;
    private boolean closed;

    Source(Database database, RocksDB db, TableKeys keys) {
      this.database = database;
      this.db = db;
      this.keys = keys;
      this.snapshot = db.getSnapshot();
      database.opened(this);
    }

    synchronized List<TableEntry> read(int keyGroup, byte[] from, byte @Nullable [] to, int bytes) {
      if (closed) {
        throw new IllegalStateException(
            "state of table %s is read after its operator was closed".formatted(keys.table()));
      }
      byte[] first = keys.of(keyGroup, from);
      byte[] end = keys.endOf(keyGroup, to);
      return Arrays.compareUnsigned(first, end) >= 0 ? List.of() : read(first, end, bytes);
    }

    private List<TableEntry> read(byte[] first, byte[] end, int bytes) {
      List<TableEntry> entries = new ArrayList<>();
      try (Slice upperBound = new Slice(end);
          ReadOptions options =
              new ReadOptions().setSnapshot(snapshot).setIterateUpperBound(upperBound);
          RocksIterator iterator = db.newIterator(options)) {
        long size = 0;
        for (iterator.seek(first); size < bytes && iterator.isValid(); iterator.next()) {
          TableEntry entry = new TableEntry(keys.ownKey(iterator.key()), iterator.value());
          entries.add(entry);
          size += entry.key().length + entry.value().length;
        }
        iterator.status();
      } catch (RocksDBException e) {
        throw database.failed(e);
      }
      return entries;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        db.releaseSnapshot(snapshot);
        database.closed(this); // last, since the database waits for what it knows of
      }
    }
  }
}
