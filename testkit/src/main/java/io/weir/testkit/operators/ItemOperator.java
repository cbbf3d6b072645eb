package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the operators have in common: they keep the watermark of each input, and their metric cell
 * is the number of items they took or made.
 *
 * <p>Thread: the subtask thread.
 */
abstract class ItemOperator implements Operator {
  private final OperatorContext context;
  private final long[] watermarks;
  private long counted;

  ItemOperator(OperatorContext context, int inputs) {
    this.context = context;
    this.watermarks = new long[inputs];
    for (int i = 0; i < inputs; i++) {
      watermarks[i] = context.initialWatermark(i);
    }
  }

  final OperatorContext context() {
    return context;
  }

  final void emit(Item item) throws Exception {
    context.output(0).emit(item);
  }

  final void count() {
    counted++;
  }

  @Override
  public final void process(int input, @Nullable Key key, Object element) throws Exception {
    counted++;
    take(input, key, (Item) element);
  }

  /** Takes an item. */
  abstract void take(int input, @Nullable Key key, Item item) throws Exception;

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    watermarks[input] = Math.max(watermarks[input], watermark);
  }

  /** The least watermark of all inputs. */
  final long inputWatermark() {
    return Arrays.stream(watermarks).min().orElse(Watermark.MIN);
  }

  @Override
  public long outputWatermark() {
    return inputWatermark();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws IOException {
    return SnapshotStep.DONE;
  }

  @Override
  public byte[] metrics() {
    return ByteBuffer.allocate(Long.BYTES).putLong(counted).array();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
