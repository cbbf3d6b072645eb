package io.weir.worker.group;

import io.weir.worker.state.KeyCells;
import org.apache.beam.runners.core.ReduceFnRunner;
import org.apache.beam.runners.core.SystemReduceFn;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.runners.core.triggers.ExecutableTriggerStateMachine;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.WindowedValueReceiver;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * What Beam's {@link ReduceFnRunner} needs apart from the key: what is done with the values, the
 * windowing and the trigger.
 */
record ReduceFn(
    SystemReduceFn<Object, Object, ?, Object, BoundedWindow> fn,
    WindowingStrategy<?, BoundedWindow> windowing,
    ExecutableTriggerStateMachine trigger,
    PipelineOptions options) {

  ReduceFnRunner<Object, Object, Object, BoundedWindow> runner(
      KeyCells cells, TimerInternals timers, WindowedValueReceiver<KV<Object, Object>> receiver) {
    return new ReduceFnRunner<>(
        cells.getKey(), windowing, trigger, cells, timers, receiver, null, fn, options);
  }
}
