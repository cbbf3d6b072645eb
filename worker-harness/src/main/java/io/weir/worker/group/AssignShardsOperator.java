package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.job.InputWatermarks;
import org.apache.beam.sdk.util.ShardedKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys into sharded keys. One shard for each key: more would spread a key's batches, but also
 * leave each of them an unfilled one.
 *
 * <p>Thread: the subtask thread.
 */
public final class AssignShardsOperator implements Operator {
  private static final byte[] ONLY_SHARD = new byte[0];

  private final Output output;
  private final InputWatermarks watermark;

  /** An operator that emits to the context's first output. */
  public AssignShardsOperator(OperatorContext context) {
    this.output = context.output(0);
    this.watermark = new InputWatermarks(context, 1);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    @SuppressWarnings("unchecked") // the plan puts this operator behind a PCollection of KVs only
    WindowedValue<KV<Object, Object>> value = (WindowedValue<KV<Object, Object>>) element;
    KV<Object, Object> pair = value.getValue();
    output.emit(value.withValue(KV.of(ShardedKey.of(pair.getKey(), ONLY_SHARD), pair.getValue())));
  }

  @Override
  public void onWatermark(int input, long newWatermark) {
    watermark.advance(input, newWatermark);
  }

  @Override
  public long outputWatermark() {
    return watermark.least();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return SnapshotStep.DONE;
  }

  @Override
  public void close() {}
}
