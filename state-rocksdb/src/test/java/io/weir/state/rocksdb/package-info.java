/** Tests of the backend on RocksDB. */
@NullMarked
package io.weir.state.rocksdb;

import org.jspecify.annotations.NullMarked;
