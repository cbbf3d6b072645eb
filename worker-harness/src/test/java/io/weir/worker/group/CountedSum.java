package io.weir.worker.group;

import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;

/** Adds up numbers, and counts what it was asked for. */
final class CountedSum extends Combine.CombineFn<Long, Long, Long> {
  private static final long serialVersionUID = 1;

  private static void count(String what) {
    Metrics.counter("sum", what).inc();
  }

  @Override
  public Long createAccumulator() {
    count("created");
    return 0L;
  }

  @Override
  public Long addInput(Long sum, Long number) {
    count("added");
    return sum + number;
  }

  @Override
  public Long mergeAccumulators(Iterable<Long> sums) {
    long merged = 0;
    for (long sum : sums) {
      merged += sum;
    }
    return merged;
  }

  @Override
  public Long compact(Long sum) {
    count("compacted");
    return sum;
  }

  @Override
  public Long extractOutput(Long sum) {
    count("extracted");
    return sum;
  }
}
