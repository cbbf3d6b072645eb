package io.weir.worker.metrics;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.metrics.DefaultMetricResults;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Labels;
import org.apache.beam.sdk.metrics.MetricKey;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Gives results that were merged as monitoring infos the names that the user gave them: a name with
 * an urn and labels is not equal to the plain one that user code compares with.
 */
final class UserMetricNames {
  private UserMetricNames() {}

  static MetricResults restoredIn(MetricResults results) {
    MetricQueryResults all = results.queryMetrics(MetricsFilter.builder().build());
    return new DefaultMetricResults(
        plain(all.getCounters()),
        plain(all.getDistributions()),
        plain(all.getGauges()),
        plain(all.getStringSets()),
        plain(all.getBoundedTries()),
        plain(all.getHistograms()));
  }

  private static <T> List<MetricResult<T>> plain(Iterable<MetricResult<T>> results) {
    List<MetricResult<T>> renamed = new ArrayList<>();
    for (MetricResult<T> result : results) {
      MetricKey key = MetricKey.create(result.getKey().stepName(), plain(result.getName()));
      renamed.add(MetricResult.create(key, result.getCommittedOrNull(), result.getAttempted()));
    }
    return renamed;
  }

  /** Beam's own metrics keep their labels, which tell those of one step apart. */
  private static MetricName plain(MetricName name) {
    return name.getLabels().containsKey(Labels.NAME)
        ? MetricName.named(name.getNamespace(), name.getName())
        : name;
  }
}
