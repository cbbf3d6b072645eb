package io.weir.worker.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of heap that the object caches of all operators of a process may take together, as far
 * as encoded sizes tell.
 *
 * <p>While there is room a cache takes what it needs. When there is none, a cache with more than an
 * equal share has to let go of entries the next time it is used. So together they never take more
 * than twice the budget.
 *
 * <p>Thread: any thread; a {@link Share} belongs to a subtask thread.
 */
public final class CacheBudget {
  /** Changes of a share smaller than this are not told to the others. */
  private static final long LARGEST_UNTOLD_BYTES = 16 * 1024;

  private static final long LARGEST_CELL_BYTES = 1 << 20;

  /** So many collections have room in the budget. */
  private static final int LEAST_CELLS = 16;

  private final long bytes;
  private final long untoldBytes;
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger shares = new AtomicInteger();

  /** A budget of so many bytes. */
  public CacheBudget(long bytes) {
    this.bytes = bytes;
    this.untoldBytes = Math.min(LARGEST_UNTOLD_BYTES, bytes / 64);
  }

  /** A share for one more cache, which lives as long as the budget. */
  public Share newShare() {
    shares.incrementAndGet();
    return new Share();
  }

  /** What one cache takes. Thread: the cache's. */
  public final class Share {
    private long taken;
    private long told;

    private Share() {}

    /** Takes so many bytes more; gives back when it is negative. */
    public void take(long more) {
      taken += more;
      if (Math.abs(taken - told) >= untoldBytes) {
        used.addAndGet(taken - told);
        told = taken;
      }
    }

    /** How many bytes the cache has to give back; 0 when it may keep all. */
    public long excess() {
      return used.get() <= bytes ? 0 : Math.max(0, taken - bytes / shares.get());
    }

    /**
     * The most bytes of one collection that should be in memory if they need not, as they are
     * stored: of a larger one entries are read when they are asked for.
     */
    public long mostOfCell() {
      return Math.min(LARGEST_CELL_BYTES, bytes / LEAST_CELLS);
    }

    /** What the cache takes. */
    public long taken() {
      return taken;
    }
  }
}
