package io.weir.worker.group;

import org.apache.beam.runners.core.LateDataDroppingDoFnRunner;
import org.apache.beam.sdk.metrics.MetricName;

/** The name under which elements too late for their window are counted. */
final class LateData {
  /** The same counter as on other runners. */
  static final MetricName DROPPED_DUE_TO_LATENESS =
      MetricName.named(
          LateDataDroppingDoFnRunner.class, LateDataDroppingDoFnRunner.DROPPED_DUE_TO_LATENESS);

  private LateData() {}
}
