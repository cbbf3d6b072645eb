package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.KeyCells;
import io.weir.worker.timer.DueTimers;
import io.weir.worker.timer.KeyedTimers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.LateDataUtils;
import org.apache.beam.runners.core.ReduceFnRunner;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * The full road of grouping: every trigger and window function, by Beam's {@link ReduceFnRunner}
 * over Weir's state and timers. Elements are fed to it in mini-batches for each key.
 *
 * <p>Thread: subtask thread.
 */
final class FullGroupOperator implements Operator {
  /** Elements collected before they are fed. */
  private static final int MINI_BATCH = 1_000;

  /** Timer firings before other work gets its turn. */
  private static final int SLICE = 500;

  private final ReduceFn reduceFn;
  private final CellCache cells;
  private final KeyedTimers timers;
  private final Output output;
  private final StepMetrics metrics;
  private final CounterCell droppedDueToLateness;
  private final Map<Key, List<WindowedValue<Object>>> pending = new LinkedHashMap<>();
  private int pendingCount;

  FullGroupOperator(
      ReduceFn reduceFn,
      CellCache cells,
      KeyedTimers timers,
      OperatorContext context,
      StepMetrics metrics) {
    this.reduceFn = reduceFn;
    this.cells = cells;
    this.timers = timers;
    this.output = context.output(0);
    this.metrics = metrics;
    this.droppedDueToLateness = metrics.container().getCounter(LateData.DROPPED_DUE_TO_LATENESS);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    }
    @SuppressWarnings("unchecked") // The plan puts this operator behind a PCollection of KVs only.
    WindowedValue<KV<Object, Object>> value = (WindowedValue<KV<Object, Object>>) element;
    if (timers.mustFireBefore(value.getPaneInfo(), value.getTimestamp())) {
      feedPending();
      while (fireDue() == Progress.UNFINISHED) {
        // again
      }
    }
    timers.sawElement(value.getPaneInfo(), value.getTimestamp());
    pending
        .computeIfAbsent(key, first -> new ArrayList<>())
        .add(value.withValue(value.getValue().getValue()));
    if (++pendingCount >= MINI_BATCH) {
      feedPending();
    }
  }

  private void feedPending() throws Exception {
    if (pendingCount == 0) {
      return;
    }
    MetricsContainer before = metrics.enter();
    try {
      for (Map.Entry<Key, List<WindowedValue<Object>>> entry : pending.entrySet()) {
        feed(entry.getKey(), entry.getValue());
      }
    } finally {
      metrics.leave(before);
    }
    pending.clear();
    pendingCount = 0;
  }

  private void feed(Key key, List<WindowedValue<Object>> values) throws Exception {
    ReduceFnRunner<Object, Object, Object, ?> runner = runnerOf(key);
    timers.beforeElements();
    runner.processElements(
        LateDataUtils.dropExpiredWindows(
            key, values, timers, reduceFn.windowing(), droppedDueToLateness));
    runner.persist();
    timers.afterElements();
  }

  private ReduceFnRunner<Object, Object, Object, ?> runnerOf(Key key) {
    KeyCells keyCells = cells.cellsOf(key);
    timers.setCurrentKey(key);
    return reduceFn.runner(keyCells, timers, output::emit);
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    feedPending();
    timers.advanceInputWatermark(watermark);
  }

  @Override
  public Progress advance() throws Exception {
    feedPending();
    return fireDue();
  }

  private Progress fireDue() throws Exception {
    if (!timers.isAnyDue()) {
      return Progress.IDLE;
    }
    MetricsContainer before = metrics.enter();
    try {
      for (int i = 0; i < SLICE; i++) {
        DueTimers due = timers.pollDueOfOneKey();
        if (due == null) {
          return Progress.IDLE;
        }
        ReduceFnRunner<Object, Object, Object, ?> runner = runnerOf(due.key());
        runner.onTimers(due.timers());
        runner.persist();
      }
    } finally {
      metrics.leave(before);
    }
    return Progress.UNFINISHED;
  }

  @Override
  public long outputWatermark() {
    return timers.outputWatermark(Watermark.MAX);
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    feedPending();
    return true;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext context) {
    return metrics.around(cells.freeze(context.keyedState()));
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {}
}
