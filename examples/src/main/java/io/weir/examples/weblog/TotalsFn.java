package io.weir.examples.weblog;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Combines sizes of hits to their {@link Totals}. */
final class TotalsFn extends CombineFn<Long, Totals, Totals> {
  @Override
  public Totals createAccumulator() {
    return Totals.NONE;
  }

  @Override
  public Totals addInput(Totals totals, Long bytes) {
    return totals.plusHit(bytes);
  }

  @Override
  public Totals mergeAccumulators(Iterable<Totals> parts) {
    Totals sum = Totals.NONE;
    for (Totals part : parts) {
      sum = sum.plus(part);
    }
    return sum;
  }

  @Override
  public Totals extractOutput(Totals totals) {
    return totals;
  }

  @Override
  public Coder<Totals> getAccumulatorCoder(CoderRegistry registry, Coder<Long> input) {
    return TotalsCoder.of();
  }

  @Override
  public Coder<Totals> getDefaultOutputCoder(CoderRegistry registry, Coder<Long> input) {
    return TotalsCoder.of();
  }
}
