package io.weir.engine.task;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Parking of a tasklet that has a thread of its own. */
final class ThreadParking implements Parking {
  // Set by those who wake, taken back by the owner: a wake-up that nobody waited for.
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile @Nullable Thread owner;

  /** Makes the calling thread the one that waits here. */
  void own() {
    owner = Thread.currentThread();
  }

  @Override
  public void wake() {
    if (!woken.getAndSet(true)) {
      // Without an owner the mark is enough: it is looked at before the first wait.
      LockSupport.unpark(owner);
    }
  }

  @Override
  public void park() {
    park(Long.MAX_VALUE);
  }

  /** Waits until woken, at most so many milliseconds. */
  void park(long millis) {
    if (!woken.getAndSet(false) && millis > 0) {
      if (millis == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
      }
      // Also orders what the waking thread did before this thread's next look.
      woken.getAndSet(false);
      // An interrupt that user code left behind would turn waiting into spinning.
      Thread.interrupted();
    }
  }

  @Override
  public boolean canPark() {
    return true;
  }
}
