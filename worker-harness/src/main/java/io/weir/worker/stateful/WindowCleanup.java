package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.runners.core.StatefulDoFnRunner.CleanupTimer;
import org.apache.beam.runners.core.StatefulDoFnRunner.TimeInternalsCleanupTimer;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * Sets the timer that clears a window's state when the window expires. Beam asks for it at every
 * element; here it is set once for each key and window. State in the global window needs none,
 * unless the DoFn wants to be told of the expiration: the window ends with the job.
 *
 * <p>Thread: subtask thread.
 */
final class WindowCleanup implements CleanupTimer<Object> {
  private static final int REMEMBERED = 10_000;

  private final CleanupTimer<Object> timers;
  private final CurrentKey currentKey;
  private final boolean cleansGlobalWindow;
  private final Map<KeyAndWindow, Boolean> alreadySet =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyAndWindow, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  WindowCleanup(
      TimerInternals timers,
      WindowingStrategy<?, ?> windowing,
      CurrentKey currentKey,
      boolean cleansGlobalWindow) {
    this.timers = new TimeInternalsCleanupTimer<>(timers, windowing);
    this.currentKey = currentKey;
    this.cleansGlobalWindow = cleansGlobalWindow;
  }

  @Override
  public void setForWindow(Object element, BoundedWindow window) {
    if (window instanceof GlobalWindow && !cleansGlobalWindow) {
      return;
    }
    if (alreadySet.put(new KeyAndWindow(currentKey.key(), window), true) == null) {
      timers.setForWindow(element, window);
    }
  }

  @Override
  public boolean isForWindow(
      String timerId, BoundedWindow window, org.joda.time.Instant timestamp, TimeDomain domain) {
    return timers.isForWindow(timerId, window, timestamp, domain);
  }

  /** What a cleanup timer is set for. */
  private record KeyAndWindow(Key key, BoundedWindow window) {}
}
