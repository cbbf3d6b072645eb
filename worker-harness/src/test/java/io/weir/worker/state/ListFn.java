package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/** Collects its inputs, and uses its accumulators up when it merges or compacts them. */
final class ListFn extends CombineFn<Long, List<Long>, List<Long>> {
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
    var each = accumulators.iterator();
    List<Long> merged = each.next();
    each.forEachRemaining(merged::addAll);
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
    return new ArrayList<>(accumulator);
  }
}
