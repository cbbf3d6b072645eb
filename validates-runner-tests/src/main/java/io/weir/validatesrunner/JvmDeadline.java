package io.weir.validatesrunner;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills a forked JVM that has said nothing for longer than any of its tests may take: the backstop
 * for one whose own {@link Watchdog} cannot act, as in a class initializer.
 */
final class JvmDeadline implements AutoCloseable {

  /** What a JVM may need beyond its longest test: start-up, class loading, the thread dump. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final long allowedNanos;
  private volatile long lastProgressNanos = System.nanoTime();

  JvmDeadline(Process process, ForkGroup group, Duration timeout) {
    Duration longest =
        TestTable.everyTest().stream()
            .filter(test -> group.tests().contains(test.id()))
            .flatMap(test -> test.timeout().stream())
            .reduce(timeout, (one, other) -> one.compareTo(other) > 0 ? one : other);
    allowedNanos = longest.plus(GRACE).toNanos();
    var unused = timer.scheduleAtFixedRate(() -> killIfSilent(process), 1, 1, TimeUnit.SECONDS);
  }

  /** Notes that the JVM said something. */
  void progress() {
    lastProgressNanos = System.nanoTime();
  }

  private void killIfSilent(Process process) {
    if (System.nanoTime() - lastProgressNanos > allowedNanos) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
