package io.weir.state.rocksdb;

import java.lang.ref.Cleaner;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all databases of one attempt: one block cache, to which write buffers, index
 * and filter blocks are charged, too. So the sum stays near the budget, however many databases
 * there are.
 *
 * <p>Thread: any thread.
 */
final class SharedMemory implements AutoCloseable {
  /** With less, blocks in use alone would not fit. */
  static final long LEAST_BYTES = 16L << 20;

  private static final long LARGEST_WRITE_BUFFER_BYTES = 32L << 20;
  private static final long ARENA_BLOCK_BYTES = 128L << 10;
  private static final long BLOCK_BYTES = 8L << 10;
  private static final double BLOOM_BITS_PER_KEY = 10;
  private static final double INDEX_SHARE = 0.3;
  private static final double MEMTABLE_BLOOM_SHARE = 0.02;

  /**
   * Sorted runs before some are merged. Every checkpoint adds one, so with few of them the merging
   * falls into the time of most checkpoints and competes with the subtasks for the processors.
   */
  private static final int RUNS_BEFORE_MERGING = 8;

  private static final int CACHE_SHARD_BITS = 2;

  private final LRUCache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter filter;
  private final Options options;
  private final Cleaner cleaner = Cleaner.create();

  /**
   * Reserves nothing yet.
   *
   * @param bytes the budget; at least {@link #LEAST_BYTES} are used
   */
  SharedMemory(long bytes) {
    long budget = Math.max(LEAST_BYTES, bytes);
    cache = new LRUCache(budget, CACHE_SHARD_BITS, false, INDEX_SHARE);
    // Buffers that are being flushed are not counted, and there may be as much of them again.
    writeBuffers = new WriteBufferManager(budget / 4, cache, false);
    filter = new BloomFilter(BLOOM_BITS_PER_KEY);
    options = options(Math.min(LARGEST_WRITE_BUFFER_BYTES, budget / 8));
  }

  private Options options(long writeBufferBytes) {
    return new Options()
        .setCreateIfMissing(true)
        .setWriteBufferManager(writeBuffers)
        .setWriteBufferSize(writeBufferBytes)
        .setArenaBlockSize(ARENA_BLOCK_BYTES)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE)
        .setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(filter)
                .setOptimizeFiltersForMemory(true)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true))
        // Changes all over the keys would have level compaction rewrite most of the files, and
        // checkpoints store them again.
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setLevel0FileNumCompactionTrigger(RUNS_BEFORE_MERGING)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTargetFileSizeBase(Math.max(writeBufferBytes, 4L << 20))
        .setSkipStatsUpdateOnDbOpen(true)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setKeepLogFileNum(1);
  }

  /** How databases are opened. They must be closed before this is. */
  Options options() {
    return options;
  }

  /** Lets go of what belongs to objects that nobody holds on to any more. */
  Cleaner cleaner() {
    return cleaner;
  }

  @Override
  public void close() {
    List.<RocksObject>of(options, filter, writeBuffers, cache).forEach(RocksObject::close);
  }
}
