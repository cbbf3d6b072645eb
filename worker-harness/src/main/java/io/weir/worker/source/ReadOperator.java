package io.weir.worker.source;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.ReadPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.source.SplitReader.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits that arrive. A split is only registered when it arrives, and then is part of the
 * snapshot; reading happens in slices. Bounded splits are read one after another, unbounded ones in
 * turn.
 *
 * <p>A bounded split is taken only when there is nothing else to read, so that others may take it;
 * but a barrier must not wait behind it.
 *
 * <p>Until its input has ended more splits may come, so the output watermark does not move before.
 *
 * <p>Thread: the subtask thread.
 */
public final class ReadOperator implements Operator {
  private static final String SPLITS_CELL = "splits";
  private static final long POLL_MS = 5;

  private final boolean bounded;
  private final boolean identifies;
  private final ReadTransform read;
  private final OperatorContext context;
  private final StepMetrics metrics;
  private final Output output;
  private final InputWatermarks inputWatermark;
  private final SliceBudget budget;
  private final List<SplitReader> readers = new ArrayList<>();
  private int turn;
  private boolean checkpointAnnounced;
  private boolean draining;

  private ReadOperator(ReadPayload payload, ReadTransform read, OperatorContext context) {
    this.bounded = payload.bounded();
    this.identifies = payload.identifies();
    this.read = read;
    this.context = context;
    this.metrics = new StepMetrics(read.name());
    // Elements with ids are counted where those that came before are dropped.
    this.output =
        identifies ? context.output(0) : metrics.counted(read.output(), context.output(0));
    this.inputWatermark = new InputWatermarks(context, 1);
    this.budget = new SliceBudget(context.clock());
    if (!bounded && !identifies && read.unboundedSource().requiresDeduping()) {
      throw new UnsupportedOperationException(
          read.name() + " has a source that repeats elements, and was not planned for that");
    }
    for (byte[] entry : context.operatorState().get(SPLITS_CELL)) {
      readers.add(restore(entry));
    }
  }

  /** The operator of the payload. */
  public static ReadOperator of(ReadPayload payload, BeamJob job, OperatorContext context)
      throws IOException {
    return new ReadOperator(payload, ReadTransform.of(job, payload.transform()), context);
  }

  private SplitReader restore(byte[] entry) {
    return bounded
        ? BoundedSplitReader.restore(read, entry)
        : new UnboundedSplitReader(read, UnboundedSplitState.decode(entry), identifies);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    if (draining) {
      return;
    }
    byte[] source = ((SourceSplit) element).source();
    readers.add(
        bounded
            ? BoundedSplitReader.fresh(read, source)
            : new UnboundedSplitReader(read, UnboundedSplitState.fresh(source), identifies));
  }

  @Override
  public void onWatermark(int input, long watermark) {
    inputWatermark.advance(input, watermark);
  }

  @Override
  public boolean isReadyForInput() {
    return !bounded || readers.isEmpty() || checkpointAnnounced;
  }

  @Override
  public void announceCheckpoint(long checkpointId) {
    checkpointAnnounced = true;
  }

  @Override
  public Progress advance() throws Exception {
    MetricsContainer before = metrics.enter();
    try {
      return readSlice();
    } finally {
      metrics.leave(before);
    }
  }

  private Progress readSlice() throws Exception {
    budget.begin();
    boolean allEnded = true;
    for (int left = readers.size(); left > 0; left--) {
      turn = turn % readers.size();
      SplitReader reader = readers.get(turn);
      Slice slice = reader.read(output, budget);
      allEnded &= slice == Slice.ENDED;
      if (reader.isForgettable()) {
        readers.remove(turn);
      } else if (slice != Slice.MORE || !bounded) {
        turn++;
      }
      if (budget.isSpent()) {
        return Progress.MORE;
      }
    }
    if (!allEnded) {
      // The sources have nothing now, and cannot tell when they will.
      context.wakeAt(context.clock().currentMillis() + POLL_MS);
    }
    return Progress.IDLE;
  }

  /** Splits end where they are; what was read is still finalized with the next checkpoint. */
  @Override
  public void drain() {
    draining = true;
    readers.forEach(SplitReader::end);
    context.wake();
  }

  @Override
  public boolean finish() {
    return leastWatermark() >= Watermark.MAX;
  }

  @Override
  public long outputWatermark() {
    return inputWatermark.least() >= Watermark.MAX ? leastWatermark() : Watermark.MIN;
  }

  private long leastWatermark() {
    long least = Watermark.MAX;
    for (SplitReader reader : readers) {
      least = Math.min(least, reader.watermark());
    }
    return least;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    List<byte[]> entries = new ArrayList<>(readers.size());
    MetricsContainer before = metrics.enter();
    try {
      for (SplitReader reader : readers) {
        entries.add(reader.snapshot(snapshot.checkpointId()));
      }
    } finally {
      metrics.leave(before);
    }
    context.operatorState().set(SPLITS_CELL, entries);
    checkpointAnnounced = false;
    return SnapshotStep.DONE;
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    MetricsContainer before = metrics.enter();
    try {
      for (SplitReader reader : readers) {
        reader.checkpointCompleted(checkpointId);
      }
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {
    readers.forEach(SplitReader::close);
  }
}
