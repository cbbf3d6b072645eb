package io.weir.worker.group.sorted;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CacheBudget;
import java.util.function.Function;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The road of sorted runs: grouping in the global window, which fires once, when all input has
 * come. Barriers pass in the middle of the merge, which goes on from there after a restore, at
 * whatever parallelism.
 *
 * <p>Thread: subtask thread.
 */
public final class SortedGroupOperator<P> implements Operator {
  /** Groups emitted before other work gets its turn. */
  private static final int SLICE = 500;

  private static final Instant TIMESTAMP = GlobalWindow.INSTANCE.maxTimestamp();

  private final Parts<P> parts;
  private final Function<byte[], Object> keyDecoder;
  private final SortedGroups<P> groups;
  private final Output output;
  private final StepMetrics metrics;
  private final CounterCell late;
  private long inputWatermark;
  private @Nullable RunMerge merge;

  /**
   * Makes the operator over restored or empty state.
   *
   * @param keyDecoder reads the keys of elements
   * @param share what it may take of the memory for objects of state
   * @param late counts elements that came after the window had fired
   */
  public SortedGroupOperator(
      Parts<P> parts,
      Function<byte[], Object> keyDecoder,
      OperatorContext context,
      CacheBudget.Share share,
      StepMetrics metrics,
      CounterCell late) {
    this.parts = parts;
    this.keyDecoder = keyDecoder;
    this.groups = new SortedGroups<>(parts, context.keyedState(), share);
    this.output = context.output(0);
    this.metrics = metrics;
    this.late = late;
    this.inputWatermark = context.initialWatermark(0);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    }
    if (hasFired()) {
      late.inc();
      return;
    }
    @SuppressWarnings("unchecked") // The plan puts this operator behind a PCollection of KVs only.
    WindowedValue<KV<Object, Object>> value = (WindowedValue<KV<Object, Object>>) element;
    groups.add(key, value.getValue().getKey(), value.getValue().getValue());
  }

  private boolean hasFired() {
    return TIMESTAMP.getMillis() < inputWatermark;
  }

  @Override
  public void onWatermark(int input, long watermark) {
    inputWatermark = Math.max(inputWatermark, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    if (!hasFired()) {
      return Progress.IDLE;
    }
    for (int i = 0; i < SLICE; i++) {
      if (groups.isEmpty()) {
        return Progress.IDLE;
      }
      if (groups.isHeld()) {
        HeldGroup<P> group = groups.memory().removeAny();
        emit(group.userKey, parts.output(group.part));
      } else {
        emitMerged();
      }
    }
    return Progress.MORE;
  }

  private void emitMerged() throws Exception {
    RunMerge present = merge;
    if (present == null) {
      present = groups.merge();
      merge = present;
    }
    StoredPieces next = present.next();
    if (next == null) {
      groups.merged();
      merge = null;
    } else {
      emit(keyDecoder.apply(RunKey.keyIn(next.prefix())), parts.output(next));
    }
  }

  private void emit(@Nullable Object userKey, @Nullable Object result) throws Exception {
    output.emit(
        WindowedValues.of(
            KV.of(userKey, result),
            TIMESTAMP,
            GlobalWindow.INSTANCE,
            PaneInfo.ON_TIME_AND_ONLY_FIRING));
  }

  @Override
  public boolean finish() {
    return groups.isEmpty();
  }

  @Override
  public long outputWatermark() {
    return groups.isEmpty() ? inputWatermark : Math.min(inputWatermark, TIMESTAMP.getMillis());
  }

  @Override
  public boolean prepareBarrier() {
    groups.beforeBarrier();
    return true;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    groups.snapshot(context.keyedState(), merge);
    return SnapshotStep.DONE;
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {}
}
