package io.weir.worker.group;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/**
 * Collects its inputs. Uses every liberty that Beam gives to a CombineFn: it changes accumulators
 * in place, hands the accumulator out as the result, and changes it when it does so.
 */
final class CollectingFn extends CombineFn<Long, List<Long>, List<Long>> {
  private static final long serialVersionUID = 1;

  @Override
  public List<Long> createAccumulator() {
    return new ArrayList<>();
  }

  @Override
  public List<Long> addInput(List<Long> accumulator, Long input) {
    accumulator.add(input);
    return accumulator;
  }

  @Override
  public List<Long> mergeAccumulators(Iterable<List<Long>> accumulators) {
    List<Long> merged = createAccumulator();
    accumulators.forEach(merged::addAll);
    return merged;
  }

  @Override
  public List<Long> compact(List<Long> accumulator) {
    List<Long> compact = new ArrayList<>(accumulator);
    accumulator.clear();
    return compact;
  }

  @Override
  public List<Long> extractOutput(List<Long> accumulator) {
    List<Long> output = new ArrayList<>(accumulator);
    accumulator.clear();
    return output;
  }

  @Override
  public Coder<List<Long>> getAccumulatorCoder(CoderRegistry registry, Coder<Long> inputCoder) {
    return ListCoder.of(VarLongCoder.of());
  }

  @Override
  public Coder<List<Long>> getDefaultOutputCoder(CoderRegistry registry, Coder<Long> inputCoder) {
    return ListCoder.of(VarLongCoder.of());
  }
}
