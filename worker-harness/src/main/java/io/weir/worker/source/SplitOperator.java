package io.weir.worker.source;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.SplitPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.jspecify.annotations.Nullable;

/**
 * The root of a Read: asks the source for its splits once in the life of the job, and emits them.
 * Splits that were not emitted yet are in its snapshot, and that the source was asked.
 *
 * <p>Thread: the subtask thread.
 */
public final class SplitOperator implements Operator {
  private static final String ASKED_CELL = "asked";
  private static final String SPLITS_CELL = "splits";
  private static final long POLL_MS = 1;
  private static final long BYTES_OF_UNKNOWN_SIZE = 64L << 20;

  private final SplitPayload payload;
  private final ReadTransform read;
  private final OperatorContext context;
  private final StepMetrics metrics;
  private final Output output;
  private final Deque<byte[]> splits = new ArrayDeque<>();
  private boolean asked;

  private SplitOperator(SplitPayload payload, ReadTransform read, OperatorContext context) {
    this.payload = payload;
    this.read = read;
    this.context = context;
    this.metrics = new StepMetrics(read.name());
    this.output = context.output(0);
    this.asked =
        context.location().subtaskIndex() != 0
            || !context.operatorState().get(ASKED_CELL).isEmpty();
    splits.addAll(context.operatorState().get(SPLITS_CELL));
  }

  /** The operator of the payload. */
  public static SplitOperator of(SplitPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    return new SplitOperator(payload, ReadTransform.of(job, payload.transform()), context);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    throw new IllegalStateException("a split operator has no input");
  }

  @Override
  public void onWatermark(int input, long watermark) {}

  @Override
  public Progress advance() throws Exception {
    if (!asked) {
      askSource();
      asked = true;
    }
    // Readers of unbounded splits hold the watermark for all, so all must begin at once; bounded
    // ones wait here for whoever is free first.
    while (!splits.isEmpty() && (!payload.bounded() || output.hasDemand())) {
      output.emit(new SourceSplit(splits.remove()));
    }
    if (!splits.isEmpty()) {
      context.wakeAt(context.clock().currentMillis() + POLL_MS);
    }
    return Progress.IDLE;
  }

  private void askSource() throws IOException {
    MetricsContainer before = metrics.enter();
    try {
      if (payload.bounded()) {
        splitBounded(read.boundedSource());
      } else {
        read.unboundedSource()
            .split(payload.desiredSplits(), read.options())
            .forEach(split -> splits.add(ReadTransform.serialize(split)));
      }
    } catch (Exception e) {
      throw new SourceException(read.name(), e);
    } finally {
      metrics.leave(before);
    }
  }

  private void splitBounded(BoundedSource<Object> source) throws Exception {
    long bytes = source.getEstimatedSizeBytes(read.options()) / payload.desiredSplits();
    long desired = bytes > 0 ? bytes : BYTES_OF_UNKNOWN_SIZE;
    for (BoundedSource<Object> split : source.split(desired, read.options())) {
      splits.add(ReadTransform.serialize(split));
    }
  }

  /** What nobody has begun to read will not be read. */
  @Override
  public void drain() {
    asked = true;
    splits.clear();
  }

  @Override
  public boolean finish() {
    return asked && splits.isEmpty();
  }

  @Override
  public long outputWatermark() {
    return finish() ? Watermark.MAX : Watermark.MIN;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    if (asked && context.location().subtaskIndex() == 0) {
      context.operatorState().set(ASKED_CELL, List.of(new byte[] {1}));
    }
    context.operatorState().set(SPLITS_CELL, List.copyOf(splits));
    return SnapshotStep.DONE;
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {}
}
