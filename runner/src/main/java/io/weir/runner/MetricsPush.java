package io.weir.runner;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.beam.runners.core.metrics.NoOpMetricsSink;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsOptions;
import org.apache.beam.sdk.metrics.MetricsSink;
import org.apache.beam.sdk.util.InstanceBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes a job's metrics to the sink that {@code --metricsSink} names: regularly, and once more
 * when the job is over. Beam's own pusher only knows attempted metrics, and may miss the last ones.
 *
 * <p>Thread: any thread; pushes are made one after another.
 */
final class MetricsPush {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPush.class);

  /** Longest wait for a push that is under way when the job is over. */
  private static final long PATIENCE_SECONDS = 5;

  private final MetricsSink sink;
  private final long periodSeconds;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(MetricsPush::daemon);

  private MetricsPush(MetricsSink sink, long periodSeconds) {
    this.sink = sink;
    this.periodSeconds = periodSeconds;
  }

  private static Thread daemon(Runnable task) {
    Thread made = new Thread(task, "weir-metrics-push");
    made.setDaemon(true);
    return made;
  }

  /**
   * Makes the sink; empty when the options name none.
   *
   * @throws IllegalArgumentException if an option is malformed; names the option
   */
  static Optional<MetricsPush> of(MetricsOptions options) {
    Class<? extends MetricsSink> type = options.getMetricsSink();
    if (type == null || type == NoOpMetricsSink.class) {
      return Optional.empty();
    }
    long period = options.getMetricsPushPeriod();
    if (period < 1) {
      throw new IllegalArgumentException(
          "--metricsPushPeriod=%d: must be at least 1".formatted(period));
    }
    return Optional.of(new MetricsPush(sink(type, options), period));
  }

  private static MetricsSink sink(Class<? extends MetricsSink> type, MetricsOptions options) {
    try {
      return InstanceBuilder.ofType(MetricsSink.class)
          .fromClass(type)
          .withArg(MetricsOptions.class, options)
          .build();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "--metricsSink=%s: %s".formatted(type.getName(), e.getMessage()), e);
    }
  }

  /** Begins to push. */
  @SuppressWarnings("FutureReturnValueIgnored") // a push that fails is logged and throws nothing
  void start(Supplier<MetricResults> metrics) {
    thread.scheduleAtFixedRate(() -> push(metrics), 0, periodSeconds, TimeUnit.SECONDS);
  }

  private void push(Supplier<MetricResults> metrics) {
    try {
      sink.writeMetrics(metrics.get().allMetrics());
    } catch (Exception e) {
      LOG.warn("metrics could not be pushed to {}", sink.getClass().getName(), e);
    }
  }

  /** Pushes once more and ends. */
  void finish(Supplier<MetricResults> metrics) throws InterruptedException {
    thread.execute(() -> push(metrics));
    thread.shutdown();
    if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("the last metrics could not be pushed in {} s", PATIENCE_SECONDS);
      thread.shutdownNow();
    }
  }
}
