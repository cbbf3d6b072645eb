package io.weir.plan.metrics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Labels;

/**
 * The sum of what several operators counted. Metrics travel as a sequence of delimited {@code
 * MonitoringInfo} messages. The sum has one message for each metric of each step, however many were
 * added.
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

  /** The merged metrics as a sequence of delimited {@code MonitoringInfo} messages. */
  public byte[] toBytes() {
    return toBytes(steps.getMonitoringInfos());
  }

  /** The messages as a sequence, which {@link #add(byte[])} reads. */
  public static byte[] toBytes(Iterable<MonitoringInfo> infos) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (MonitoringInfo info : infos) {
        info.writeDelimitedTo(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Adds one metric. */
  public void add(MonitoringInfo info) {
    steps.getContainer(info.getLabelsOrThrow(Labels.PTRANSFORM)).update(List.of(info));
  }

  /** The merged metrics by step, not a copy. */
  public MetricsContainerStepMap steps() {
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
