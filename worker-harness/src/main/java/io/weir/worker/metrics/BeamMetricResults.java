package io.weir.worker.metrics;

import io.weir.plan.metrics.MetricsMerge;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.metrics.MetricResults;

/** The metrics of a job as a Beam user sees them. */
public final class BeamMetricResults {
  private BeamMetricResults() {}

  /**
   * Results with attempted and committed values, one for each metric of each step.
   *
   * @param attempted metric bytes of all operators, live; those of the same step are added up
   * @param committed metric bytes of all operators at the last complete checkpoint
   */
  public static MetricResults of(Iterable<byte[]> attempted, Iterable<byte[]> committed) {
    MetricsMerge live = merge(attempted);
    MetricsMerge durable = merge(committed);
    // Beam refuses a committed value without an attempted one; live figures may come later.
    Set<MetricCellId> known = new HashSet<>();
    live.steps().getMonitoringInfos().forEach(info -> known.add(MetricCellId.of(info)));
    for (MonitoringInfo info : durable.steps().getMonitoringInfos()) {
      if (!known.contains(MetricCellId.of(info))) {
        live.add(info);
      }
    }
    return UserMetricNames.restoredIn(
        MetricsContainerStepMap.asMetricResults(live.steps(), durable.steps()));
  }

  private static MetricsMerge merge(Iterable<byte[]> all) {
    MetricsMerge merge = new MetricsMerge();
    all.forEach(merge::add);
    return merge;
  }
}
