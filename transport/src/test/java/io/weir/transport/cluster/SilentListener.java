package io.weir.transport.cluster;

import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;

/** Does nothing: the test asks. */
final class SilentListener implements JobListener {
  @Override
  public void onStatus(JobStatus status) {}

  @Override
  public void onEnd(JobStatus status, JobMetrics metrics) {}
}
