package io.weir.benchmarks.nexmark;

/**
 * A runner's two runs of a query at different sizes, from which start-up cancels out.
 *
 * @param small the run over fewer events
 * @param large the run over more
 */
record SizedRuns(Leg small, Leg large) {

  /** CPU that one more event costs, in microseconds. */
  double marginalCpuUs() {
    return (large.cpuSeconds() - small.cpuSeconds()) / (large.events() - small.events()) * 1e6;
  }
}
