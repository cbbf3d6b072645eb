package io.weir.validatesrunner;

import java.time.Duration;

/**
 * What a test class may leave behind in its JVM: a pipeline that still runs. Its threads take time
 * from the next class and may write to statics that both use, so the next class gets a new JVM.
 */
final class Leftovers {
  /** Exit code of a JVM that is not fit for another class. */
  static final int LEFTOVERS_EXIT = 78;

  /** How threads of Weir's jobs are called. */
  private static final String THREADS = "weir-";

  private static final long LOOK_EVERY_MS = 20;

  private Leftovers() {}

  /** Whether threads of jobs are still there after {@code patience}. */
  static boolean remain(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (threadsOfJobs()) {
      if (System.nanoTime() - end > 0) {
        return true;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return false;
  }

  private static boolean threadsOfJobs() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(THREADS));
  }
}
