package io.weir.worker.group;

import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window that is due: its groups are emitted one after the other, and then it is forgotten.
 *
 * <p>Thread: subtask thread.
 */
abstract class FiringWindow<A> {
  private final WindowGroups<A> window;
  private final Output output;

  FiringWindow(WindowGroups<A> window, Output output) {
    this.window = window;
    this.output = output;
  }

  /**
   * Emits a group, or removes what has been emitted.
   *
   * @return MORE when the table has just what is still to be emitted, so that a barrier may come;
   *     UNFINISHED when it has not; IDLE when the window is forgotten
   */
  abstract Progress step() throws Exception;

  /** Emits a group's result. */
  final void emit(@Nullable Object userKey, @Nullable Object result, long timestamp)
      throws Exception {
    output.emit(
        WindowedValues.of(
            KV.of(userKey, result),
            Instant.ofEpochMilli(timestamp == Group.NO_TIMESTAMP ? window.maxTimestamp : timestamp),
            window.window,
            PaneInfo.ON_TIME_AND_ONLY_FIRING));
  }
}
