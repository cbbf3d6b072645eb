package io.weir.worker.source;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.timer.TimerDomain;
import io.weir.engine.timer.TimerTable;
import io.weir.plan.operator.DeduplicatePayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.metrics.StepMetrics;
import java.io.IOException;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Drops the elements of a Read whose record ids were seen in the last ten minutes: some sources
 * deliver an element twice, possibly to different readers.
 *
 * <p>Thread: the subtask thread.
 */
public final class DeduplicateOperator implements Operator {
  private static final long KEPT_MS = 10 * 60 * 1000L;

  /** Ids forgotten before other work gets its turn. */
  private static final int SLICE = 1_000;

  private static final byte[] NOTHING = new byte[0];

  private final OperatorContext context;

  /** One timer for each id, which goes off when the id is to be forgotten. */
  private final TimerTable seen;

  private final StepMetrics metrics;
  private final Output output;
  private final InputWatermarks watermark;

  private DeduplicateOperator(ReadTransform read, OperatorContext context) {
    this.context = context;
    this.seen =
        new TimerTable(context.keyedState(), "seen-ids", context.location().maxParallelism());
    this.metrics = new StepMetrics(read.name());
    this.output = metrics.counted(read.output(), context.output(0));
    this.watermark = new InputWatermarks(context, 1);
    wakeToForget();
  }

  /** The operator of the payload. */
  public static DeduplicateOperator of(
      DeduplicatePayload payload, BeamJob job, OperatorContext context) throws IOException {
    return new DeduplicateOperator(ReadTransform.of(job, payload.transform()), context);
  }

  private void wakeToForget() {
    long earliest = seen.earliestMs(TimerDomain.PROCESSING_TIME);
    if (earliest != EarliestTimes.NONE) {
      context.wakeAt(earliest + 1);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // what the read operator emits
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    }
    if (seen.get(key, NOTHING) == null) {
      seen.set(
          key,
          NOTHING,
          TimerDomain.PROCESSING_TIME,
          context.clock().currentMillis() + KEPT_MS,
          NOTHING);
      WindowedValue<KV<Object, Object>> value = (WindowedValue<KV<Object, Object>>) element;
      output.emit(value.withValue(value.getValue().getValue()));
    }
  }

  @Override
  public Progress advance() {
    long now = context.clock().currentMillis();
    for (int i = 0; i < SLICE; i++) {
      if (seen.pollDue(TimerDomain.PROCESSING_TIME, now) == null) {
        wakeToForget();
        return Progress.IDLE;
      }
    }
    return Progress.MORE;
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
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    return SnapshotStep.DONE;
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {}
}
