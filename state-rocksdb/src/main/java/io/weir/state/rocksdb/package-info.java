/** The keyed state backend on RocksDB: snapshots, restore and native memory. */
@NullMarked
package io.weir.state.rocksdb;

import org.jspecify.annotations.NullMarked;
