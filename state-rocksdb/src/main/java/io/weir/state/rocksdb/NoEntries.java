package io.weir.state.rocksdb;

import io.weir.engine.state.OrderedTable;

/** A scan of nothing. */
enum NoEntries implements OrderedTable.Cursor {
  INSTANCE;

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public byte[] key() {
    throw new IllegalStateException("no current entry");
  }

  @Override
  public byte[] value() {
    throw new IllegalStateException("no current entry");
  }

  @Override
  public void close() {}
}
