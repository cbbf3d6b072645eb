package io.weir.plan.metrics;

import io.weir.engine.graph.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up Beam's metric cells for the master, which does not know their form. Thread: any. */
public final class BeamMetricCells {
  private static final Logger LOG = LoggerFactory.getLogger(BeamMetricCells.class);

  private BeamMetricCells() {}

  /** The sum; cells that cannot be read are left out. */
  public static Bytes merge(Bytes left, Bytes right) {
    MetricsMerge sum = new MetricsMerge();
    addTo(sum, left);
    addTo(sum, right);
    return Bytes.copyOf(sum.toBytes());
  }

  private static void addTo(MetricsMerge sum, Bytes cells) {
    try {
      sum.add(cells.toByteArray());
    } catch (IllegalArgumentException e) {
      LOG.warn("metrics are left out", e);
    }
  }
}
