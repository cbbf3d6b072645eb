package io.weir.worker.group.sorted;

import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CellBytes;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.jspecify.annotations.Nullable;

/**
 * Combines values as they come; each run has an accumulator of a group, and they are merged. The
 * CombineFn runs with the metrics of its step.
 *
 * <p>Thread: subtask thread.
 */
public record CombinedParts<A>(CombineFn<Object, A, ?> fn, Coder<A> coder, StepMetrics metrics)
    implements Parts<A> {
  @Override
  public A create() {
    return measured(fn::createAccumulator);
  }

  @Override
  @SuppressWarnings("NullAway") // A CombineFn of nullable values says so nowhere.
  public A add(A part, @Nullable Object value) {
    MetricsContainer before = metrics.enter();
    try {
      return fn.addInput(part, value);
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public boolean growsByValue() {
    return false;
  }

  @Override
  public byte[] sample(A part, @Nullable Object value) {
    return CellBytes.encode(coder, part);
  }

  @Override
  public A compact(A part) {
    return measured(() -> fn.compact(part));
  }

  @Override
  public Iterator<byte[]> encode(A part) {
    return Collections.singleton(CellBytes.encode(coder, part)).iterator();
  }

  @Override
  public @Nullable Object output(A part) {
    return measured(() -> fn.extractOutput(part));
  }

  @Override
  public @Nullable Object output(StoredPieces pieces) {
    Iterator<byte[]> encoded = pieces.iterator();
    A merged = CellBytes.decode(coder, encoded.next());
    while (encoded.hasNext()) {
      A before = merged;
      A next = CellBytes.decode(coder, encoded.next());
      merged = measured(() -> fn.mergeAccumulators(Arrays.asList(before, next)));
    }
    return output(merged);
  }

  private <T extends @Nullable Object> T measured(Supplier<T> call) {
    MetricsContainer before = metrics.enter();
    try {
      return call.get();
    } finally {
      metrics.leave(before);
    }
  }
}
