package io.weir.worker.timer;

import io.weir.engine.element.Key;
import java.util.List;
import org.apache.beam.runners.core.TimerInternals.TimerData;

/**
 * Timers of one key that are due, in the order of their times.
 *
 * @param key the key
 * @param timers at least one
 */
public record DueTimers(Key key, List<TimerData> timers) {
  /** Copies the list. */
  public DueTimers {
    timers = List.copyOf(timers);
  }
}
