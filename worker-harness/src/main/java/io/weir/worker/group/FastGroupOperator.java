package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.metrics.StepMetrics;
import java.util.Iterator;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
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
  /** Groups emitted before other work gets its turn. */
  private static final int SLICE = 1_000;

  private final Grouping<A> grouping;
  private final TimestampCombiner timestampCombiner;
  private final WindowTable<A> table;
  private final Output output;
  private final StepMetrics metrics;
  private final CounterCell droppedDueToLateness;
  private long inputWatermark;
  private long outputWatermark;
  private @Nullable WindowGroups<A> firing;
  private Iterator<Group<A>> toEmit = java.util.Collections.emptyIterator();

  FastGroupOperator(
      Grouping<A> grouping,
      TimestampCombiner timestampCombiner,
      WindowTable<A> table,
      OperatorContext context,
      StepMetrics metrics) {
    this.grouping = grouping;
    this.timestampCombiner = timestampCombiner;
    this.table = table;
    this.output = context.output(0);
    this.metrics = metrics;
    this.droppedDueToLateness = metrics.container().getCounter(LateData.DROPPED_DUE_TO_LATENESS);
    this.inputWatermark = context.initialWatermark(0);
    if (!timestampCombiner.dependsOnlyOnWindow()) {
      restoreHolds();
    }
    this.outputWatermark = leastOutput();
  }

  private void restoreHolds() {
    for (WindowGroups<A> window : table.windows()) {
      table.loadAll(window);
      for (Group<A> group : window.groups.values()) {
        if (group.timestamp != Group.NO_TIMESTAMP) {
          window.addHold(group.timestamp);
        }
      }
    }
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
    Group<A> group = table.groupForChange(window, key, pair.getKey());
    group.content = grouping.add(group.content, pair.getValue());
    if (!timestampCombiner.dependsOnlyOnWindow()) {
      combineTimestamp(window, group, value.getTimestamp());
    }
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
      table.remove(window);
    }
  }

  @Override
  public void onWatermark(int input, long watermark) {
    inputWatermark = Math.max(inputWatermark, watermark);
  }

  @Override
  public Progress advance() throws Exception {
    int emitted = 0;
    while (emitted < SLICE) {
      if (toEmit.hasNext()) {
        emit(toEmit.next());
        emitted++;
      } else if (!nextWindow()) {
        return Progress.IDLE;
      }
    }
    return Progress.UNFINISHED;
  }

  /** Turns to the next window that is due; false when there is none. */
  private boolean nextWindow() {
    WindowGroups<A> fired = firing;
    if (fired != null) {
      table.remove(fired);
      firing = null;
    }
    WindowGroups<A> next = table.first();
    if (next == null || next.maxTimestamp >= inputWatermark) {
      return false;
    }
    table.loadAll(next);
    firing = next;
    toEmit = next.groups.values().iterator();
    return true;
  }

  private void emit(Group<A> group) throws Exception {
    WindowGroups<A> window = group.window();
    long timestamp = group.timestamp == Group.NO_TIMESTAMP ? window.maxTimestamp : group.timestamp;
    // First, because a snapshot may still wait for the content and its result may use it up.
    table.discard(group);
    Object result = grouping.output(group.content);
    output.emit(
        WindowedValues.of(
            KV.of(group.userKey, result),
            Instant.ofEpochMilli(timestamp),
            window.window,
            PaneInfo.ON_TIME_AND_ONLY_FIRING));
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
