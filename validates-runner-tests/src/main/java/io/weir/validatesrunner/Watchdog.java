package io.weir.validatesrunner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM, after a dump of all threads, when a test takes longer than it may.
 *
 * <p>Thread: any thread.
 */
final class Watchdog {

  /** Exit code of a JVM whose test hung. */
  static final int TIMEOUT_EXIT = 77;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "conformance-watchdog");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<TestId, Duration> timeouts;
  private final Duration otherwise;
  private Optional<ScheduledFuture<?>> alarm = Optional.empty();

  /** Allows each test its own time, {@code otherwise} where it has none. */
  Watchdog(Map<TestId, Duration> timeouts, Duration otherwise) {
    this.timeouts = Map.copyOf(timeouts);
    this.otherwise = otherwise;
  }

  /** Starts the clock for {@code test}. */
  synchronized void testStarted(TestId test) {
    testEnded();
    Duration timeout = timeouts.getOrDefault(test, otherwise);
    alarm =
        Optional.of(
            timer.schedule(() -> dumpAndHalt(test), timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Stops the clock. */
  synchronized void testEnded() {
    alarm.ifPresent(set -> set.cancel(false));
    alarm = Optional.empty();
  }

  private static void dumpAndHalt(TestId test) {
    PrintStream err = new PrintStream(System.err, true, UTF_8);
    err.println("TIMEOUT " + test);
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              err.println("\"" + thread.getName() + "\" " + thread.getState());
              for (StackTraceElement frame : frames) {
                err.println("    at " + frame);
              }
            });
    err.println("uptime ms " + ManagementFactory.getRuntimeMXBean().getUptime());
    err.flush();
    Runtime.getRuntime().halt(TIMEOUT_EXIT);
  }
}
