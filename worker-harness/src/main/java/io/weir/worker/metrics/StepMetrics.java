package io.weir.worker.metrics;

import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.metrics.MetricsMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.metrics.MetricsEnvironment.MetricsEnvironmentState;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one operator. User code reaches them through Beam's thread-local container, so the
 * operator brackets every call of user code with {@link #enter} and {@link #leave}.
 *
 * <p>Thread: the subtask thread, which must also be the one that made the object.
 */
public final class StepMetrics {
  private final String step;
  private final MetricsContainerImpl container;
  private final List<CountedOutput> counted = new ArrayList<>();
  // Never changes for a thread, so looking it up once saves a thread-local access per element.
  private final MetricsEnvironmentState environment;
  private final Map<MetricCellId, MonitoringInfo> latest = new LinkedHashMap<>();
  private byte @Nullable [] encoded;

  /**
   * Metrics of a step.
   *
   * @param step the transform's full name
   */
  public StepMetrics(String step) {
    this.step = step;
    this.container = new MetricsContainerImpl(step);
    this.environment = MetricsEnvironment.getMetricsEnvironmentStateForCurrentThread();
  }

  /** Makes these the current metrics; answers those before, for {@link #leave}. */
  public @Nullable MetricsContainer enter() {
    return environment.activate(container);
  }

  /** Makes the given metrics the current ones again. */
  public void leave(@Nullable MetricsContainer before) {
    environment.activate(before);
  }

  /** The cells, for counts that do not come from user code. */
  public MetricsContainerImpl container() {
    return container;
  }

  /** The same step of a snapshot, with these metrics as the current ones. */
  public SnapshotStep around(SnapshotStep encoding) {
    return () -> {
      MetricsContainer before = enter();
      try {
        return encoding.run();
      } finally {
        leave(before);
      }
    };
  }

  /** The output of the step that makes the PCollection, with its elements counted. */
  public Output counted(String pcollection, Output output) {
    CountedOutput counting = new CountedOutput(step, pcollection, container, output);
    counted.add(counting);
    return counting;
  }

  /**
   * The cumulative values as a sequence of delimited {@code MonitoringInfo} messages, which {@link
   * MetricsMerge} reads; null when nothing was counted yet. Must not be changed.
   */
  public byte @Nullable [] encode() {
    counted.forEach(CountedOutput::tell);
    boolean changed = false;
    // Only those that changed since the last commit, each with its cumulative value.
    for (MonitoringInfo info : container.getMonitoringInfos()) {
      latest.put(MetricCellId.of(info), info);
      changed = true;
    }
    if (changed) {
      container.commitUpdates();
      encoded = MetricsMerge.toBytes(latest.values());
    }
    return encoded;
  }
}
