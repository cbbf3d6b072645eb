package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.worker.pardo.Bundles;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.pardo.UserFn;
import io.weir.worker.timer.DueTimers;
import io.weir.worker.timer.KeyedTimers;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * Hands elements and timers to a DoFn, key by key, in bundles.
 *
 * <p>Thread: subtask thread.
 */
final class KeyedBundles {
  private final UserFn fn;
  private final Bundles bundles;
  private final KeyedTimers timers;
  private final CurrentKey currentKey;
  private final StatefulRunner timerRunner;
  private final ElementRunner runner;

  /**
   * Bundles of a DoFn.
   *
   * @param timerRunner calls the DoFn for timers
   * @param runner calls the same instance for everything else
   */
  KeyedBundles(
      UserFn fn,
      Bundles bundles,
      KeyedTimers timers,
      CurrentKey currentKey,
      StatefulRunner timerRunner,
      ElementRunner runner) {
    this.fn = fn;
    this.bundles = bundles;
    this.timers = timers;
    this.currentKey = currentKey;
    this.timerRunner = timerRunner;
    this.runner = runner;
  }

  /** Processes an element; only inside the bracket of the DoFn. */
  void process(Key key, WindowedValue<Object> element) {
    begin();
    currentKey.set(key);
    runner.process(element);
    endIfFull();
  }

  /** Fires timers. */
  void fire(DueTimers due) {
    fn.run(
        () -> {
          begin();
          currentKey.set(due.key());
          due.timers().forEach(timerRunner::fire);
          endIfFull();
        });
  }

  private void begin() {
    if (!bundles.isOpen()) {
      // What was passed on last, not what would be passed on now: an element that waited, or a
      // timer, no longer holds the watermark itself.
      bundles.begin(timers.currentOutputWatermarkTime().getMillis());
      runner.startBundle();
    }
  }

  private void endIfFull() {
    if (bundles.count()) {
      finish();
    }
  }

  private void finish() {
    runner.finishBundle();
    bundles.end();
  }

  /** Whether a bundle is open. */
  boolean isOpen() {
    return bundles.isOpen();
  }

  /** Whether the open bundle should end now. */
  boolean isDue() {
    return bundles.isDue();
  }

  /** Ends the open bundle, if one is. */
  void end() {
    if (bundles.isOpen()) {
      fn.run(this::finish);
    }
  }

  /** The least timestamp that the open bundle may still emit. */
  long hold() {
    return bundles.hold();
  }
}
