package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A replayable source: splits of numbered items with rising timestamps. What was read of each split
 * is operator state; splits are read in turn, a slice at a time, with a pause between slices.
 */
final class NumberedSource extends ItemOperator {
  private static final String SPLITS = "splits";

  private final SourceSpec spec;
  private final TreeMap<Integer, Long> positions = new TreeMap<>();
  private long nextSliceMs = Long.MIN_VALUE;

  NumberedSource(SourceSpec spec, OperatorContext context) {
    super(context, 0);
    this.spec = spec;
    if (context.isRestored()) {
      for (byte[] entry : context.operatorState().get(SPLITS)) {
        ByteBuffer split = ByteBuffer.wrap(entry);
        positions.put(split.getInt(), split.getLong());
      }
    } else {
      int step = context.location().parallelism();
      for (int i = context.location().subtaskIndex(); i < spec.splits(); i += step) {
        positions.put(i, 0L);
      }
    }
  }

  @Override
  void take(int input, @Nullable Key key, Item item) {
    throw new IllegalStateException("a source has no input");
  }

  @Override
  public Progress advance() throws Exception {
    if (isDone()) {
      return Progress.IDLE;
    }
    long now = context().clock().currentMillis();
    if (now < nextSliceMs) {
      context().wakeAt(nextSliceMs);
      return Progress.IDLE;
    }
    for (int i = 0; i < spec.slice() && !isDone(); i++) {
      readOne();
    }
    if (spec.pauseMs() == 0) {
      return Progress.MORE;
    }
    nextSliceMs = now + spec.pauseMs();
    context().wakeAt(nextSliceMs);
    return Progress.IDLE;
  }

  private void readOne() throws Exception {
    // The split that is furthest behind, so that the watermark moves.
    int split =
        positions.entrySet().stream()
            .min((a, b) -> Long.compare(a.getValue(), b.getValue()))
            .orElseThrow()
            .getKey();
    long position = positions.merge(split, 1L, Long::sum) - 1;
    count();
    emit(spec.item(split, position));
  }

  private boolean isDone() {
    return positions.values().stream().allMatch(p -> p >= spec.itemsPerSplit());
  }

  @Override
  public long outputWatermark() {
    long least =
        positions.values().stream()
            .filter(p -> p < spec.itemsPerSplit())
            .mapToLong(Long::longValue)
            .min()
            .orElse(-1);
    return least < 0 ? Watermark.MAX : spec.earliest(least);
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) {
    List<byte[]> entries =
        positions.entrySet().stream()
            .map(
                e ->
                    ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(e.getKey())
                        .putLong(e.getValue())
                        .array())
            .toList();
    context().operatorState().set(SPLITS, entries);
    return SnapshotStep.DONE;
  }

  @Override
  public boolean finish() {
    return isDone();
  }
}
