package io.weir.runner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a thread is the last that keeps the JVM alive: then the program has ended, and
 * nobody is left who could ask what became of a job.
 */
final class LastThread {
  /** The JVM's own, which waits for all others after {@code main} has returned. */
  private static final String WAITS_FOR_OTHERS = "DestroyJavaVM";

  private LastThread() {}

  /**
   * Whether the calling thread is the last, waiting for others that are about to end.
   *
   * @param patience longest wait
   */
  static boolean isCaller(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread other = anyOther(); other != null; other = anyOther()) {
      long leftMs = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (leftMs <= 0) {
        return false;
      }
      other.join(leftMs);
    }
    return true;
  }

  private static @Nullable Thread anyOther() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon()
          && thread != Thread.currentThread()
          && !thread.getName().equals(WAITS_FOR_OTHERS)) {
        return thread;
      }
    }
    return null;
  }
}
