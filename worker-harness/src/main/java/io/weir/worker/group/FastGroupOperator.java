package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.metrics.StepMetrics;
import java.util.function.Function;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fast road of grouping: windows that do not merge, each of which fires exactly once, when the
 * watermark passes its end. No timers, no trigger state, one hold for each window.
 *
 * <p>Gives the same answers as {@link FullGroupOperator} for the windowings that it is chosen for.
 *
 * <p>Thread: subtask thread.
 */
final class FastGroupOperator<A> implements Operator {
  /** Groups emitted before mails get their turn. */
  private static final int SLICE = 1_000;

  private final Grouping<A> grouping;
  private final TimestampCombiner timestampCombiner;
  private final WindowTable<A> table;
  private final Function<byte[], Object> keyDecoder;
  private final Output output;
  private final StepMetrics metrics;
  private final CounterCell droppedDueToLateness;
  private long inputWatermark;
  private long outputWatermark;
  private @Nullable FiringWindow<A> firing;

  FastGroupOperator(
      Grouping<A> grouping,
      TimestampCombiner timestampCombiner,
      WindowTable<A> table,
      Function<byte[], Object> keyDecoder,
      OperatorContext context,
      StepMetrics metrics) {
    this.grouping = grouping;
    this.timestampCombiner = timestampCombiner;
    this.table = table;
    this.keyDecoder = keyDecoder;
    this.output = context.output(0);
    this.metrics = metrics;
    this.droppedDueToLateness = metrics.container().getCounter(LateData.DROPPED_DUE_TO_LATENESS);
    this.inputWatermark = context.initialWatermark(0);
    if (!timestampCombiner.dependsOnlyOnWindow()) {
      table.restoreHolds();
    }
    this.outputWatermark = leastOutput();
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) {
    if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    }
    @SuppressWarnings("unchecked") // The plan puts this operator behind a PCollection of KVs only.
    WindowedValue<KV<Object, Object>> value = (WindowedValue<KV<Object, Object>>) element;
    for (BoundedWindow window : value.getWindows()) {
      WindowGroups<A> groups = table.groupsOf(window);
      if (groups.maxTimestamp < inputWatermark) {
        dropLate(groups);
      } else {
        add(groups, key, value);
      }
    }
  }

  private void add(WindowGroups<A> window, Key key, WindowedValue<KV<Object, Object>> value) {
    KV<Object, Object> pair = value.getValue();
    Group<A> group = table.add(window, key, pair.getKey(), pair.getValue());
    if (!timestampCombiner.dependsOnlyOnWindow()) {
      combineTimestamp(window, group, value.getTimestamp());
    }
    table.makeRoom();
  }

  /**
   * As Beam's WatermarkHold: an element behind the output watermark does not count for the
   * timestamp.
   */
  private void combineTimestamp(WindowGroups<A> window, Group<A> group, Instant timestamp) {
    Instant assigned = timestampCombiner.assign(window.window, timestamp);
    if (assigned.getMillis() < outputWatermark) {
      return;
    }
    long before = group.timestamp;
    if (before == Group.NO_TIMESTAMP) {
      group.timestamp = assigned.getMillis();
    } else {
      group.timestamp =
          timestampCombiner.combine(Instant.ofEpochMilli(before), assigned).getMillis();
      window.removeHold(before);
    }
    window.addHold(group.timestamp);
  }

  private void dropLate(WindowGroups<A> window) {
    droppedDueToLateness.inc();
    if (window.groups.isEmpty() && !window.stored) {
      table.forget(window);
    }
  }

  @Override
  public void onWatermark(int input, long watermark) {
    inputWatermark = Math.max(inputWatermark, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    for (int steps = 0; steps < SLICE; steps++) {
      FiringWindow<A> window = firing == null ? nextWindow() : firing;
      if (window == null) {
        return Progress.IDLE;
      }
      Progress progress = window.step();
      firing = progress == Progress.IDLE ? null : window;
      if (progress == Progress.MORE) {
        return progress;
      }
    }
    return Progress.UNFINISHED;
  }

  /** Turns to the next window that is due; null when there is none. */
  private @Nullable FiringWindow<A> nextWindow() {
    WindowGroups<A> next = table.first();
    if (next == null || next.maxTimestamp >= inputWatermark) {
      return null;
    }
    return next.spilled
        ? new SpilledWindow<>(next, table, grouping, keyDecoder, output)
        : new HeldWindow<>(next, table, grouping, output);
  }

  @Override
  public boolean finish() {
    WindowGroups<A> first = table.first();
    return first == null || first.maxTimestamp >= inputWatermark;
  }

  @Override
  public long outputWatermark() {
    outputWatermark = Math.max(outputWatermark, leastOutput());
    return outputWatermark;
  }

  private long leastOutput() {
    WindowGroups<A> first = table.first();
    if (first == null) {
      return inputWatermark;
    }
    if (timestampCombiner.dependsOnlyOnWindow()) {
      return Math.min(inputWatermark, first.maxTimestamp);
    }
    long least = inputWatermark;
    for (WindowGroups<A> window : table.windows()) {
      least = Math.min(least, window.hold());
    }
    return least;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return table.freeze(context.keyedState());
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {}
}
