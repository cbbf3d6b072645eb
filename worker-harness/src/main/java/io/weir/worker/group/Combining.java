package io.weir.worker.group;

import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.jspecify.annotations.Nullable;

/**
 * Combines the values of a group with a CombineFn, which runs with the metrics of its step.
 *
 * <p>Thread: subtask thread.
 */
record Combining<InputT, AccumT>(
    CombineFn<InputT, AccumT, ?> fn, Coder<AccumT> coder, StepMetrics metrics)
    implements Grouping<AccumT> {

  @Override
  public AccumT create() {
    MetricsContainer before = metrics.enter();
    try {
      return fn.createAccumulator();
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // The pipeline's types were checked when it was built.
  public AccumT add(AccumT content, @Nullable Object value) {
    MetricsContainer before = metrics.enter();
    try {
      return fn.addInput(content, (InputT) value);
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public boolean growsByValue() {
    return false;
  }

  @Override
  public byte[] sample(AccumT content, @Nullable Object value) {
    return CellBytes.encode(coder, content);
  }

  @Override
  public @Nullable Object output(AccumT content) {
    MetricsContainer before = metrics.enter();
    try {
      return fn.extractOutput(content);
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public AccumT write(
      AccumT content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer) {
    AccumT compact = compact(content);
    writer.put(keyGroup, prefix, CellBytes.concat(head, CellBytes.encode(coder, compact)));
    return compact;
  }

  private AccumT compact(AccumT content) {
    MetricsContainer before = metrics.enter();
    try {
      return fn.compact(content);
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public AccumT resume(byte[] entry, int offset) {
    return CellBytes.decode(coder, entry, offset);
  }

  @Override
  public @Nullable Object output(StoredGroup group) {
    return output(resume(group.head(), Group.HEAD_BYTES));
  }
}
