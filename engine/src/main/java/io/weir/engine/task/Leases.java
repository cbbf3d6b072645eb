package io.weir.engine.task;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts those who still use something; the last one to let go releases it. There is one lease from
 * the start.
 *
 * <p>Thread: any thread.
 */
public final class Leases {
  private final AtomicInteger count = new AtomicInteger(1);
  private final Runnable release;

  /** Leases on something that the given action releases. */
  public Leases(Runnable release) {
    this.release = release;
  }

  /** One more user. Only for those who know that somebody else still has a lease. */
  public void acquire() {
    count.incrementAndGet();
  }

  /** One user less. */
  public void release() {
    if (count.decrementAndGet() == 0) {
      release.run();
    }
  }
}
