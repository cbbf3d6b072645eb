package io.weir.worker.metrics;

import java.util.Map;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;

/**
 * What tells one metric of one step from all others.
 *
 * @param urn the kind of metric
 * @param labels step, name and namespace
 */
record MetricCellId(String urn, Map<String, String> labels) {
  static MetricCellId of(MonitoringInfo info) {
    return new MetricCellId(info.getUrn(), info.getLabelsMap());
  }
}
