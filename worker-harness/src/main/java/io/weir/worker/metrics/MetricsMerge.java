package io.weir.worker.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Labels;

/**
 * The sum of what several operators counted: adds up what {@link StepMetrics#encode} gave on each
 * subtask.
 *
 * <p>Thread: one at a time.
 */
public final class MetricsMerge {
  private final MetricsContainerStepMap steps = new MetricsContainerStepMap();

  /**
   * Adds the metrics of one operator in one subtask, or an earlier merge.
   *
   * @throws IllegalArgumentException if the bytes are not metrics
   */
  public MetricsMerge add(byte[] metrics) {
    for (MonitoringInfo info : parse(metrics)) {
      add(info);
    }
    return this;
  }

  /** The merged metrics, in the form of {@link StepMetrics#encode}. */
  public byte[] toBytes() {
    return StepMetrics.toBytes(steps.getMonitoringInfos());
  }

  void add(MonitoringInfo info) {
    steps.getContainer(info.getLabelsOrThrow(Labels.PTRANSFORM)).update(List.of(info));
  }

  MetricsContainerStepMap steps() {
    return steps;
  }

  private static List<MonitoringInfo> parse(byte[] metrics) {
    ByteArrayInputStream in = new ByteArrayInputStream(metrics);
    List<MonitoringInfo> infos = new ArrayList<>();
    try {
      while (in.available() > 0) {
        infos.add(MonitoringInfo.parseDelimitedFrom(in));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("metrics cannot be read", e);
    }
    return infos;
  }
}
