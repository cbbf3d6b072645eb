package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.KeyCells;
import io.weir.worker.timer.KeyedTimers;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StepContext;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateContext;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.jspecify.annotations.Nullable;

/**
 * The key whose turn it is: Beam's state, timers and finalizers of a step are those of this key.
 *
 * <p>Thread: subtask thread.
 */
final class CurrentKey implements StepContext, StateInternals {
  private final CellCache cache;
  private final KeyedTimers timers;
  private final BundleFinalizer finalizer;
  private @Nullable KeyCells cells;

  CurrentKey(CellCache cache, KeyedTimers timers, BundleFinalizer finalizer) {
    this.cache = cache;
    this.timers = timers;
    this.finalizer = finalizer;
  }

  /** Turns to the key. */
  void set(Key key) {
    cells = cache.cellsOf(key);
    timers.setCurrentKey(key);
  }

  private KeyCells cells() {
    KeyCells current = cells;
    if (current == null) {
      throw new IllegalStateException("state belongs to a key");
    }
    return current;
  }

  Key key() {
    return cells().key();
  }

  @Override
  public Object getKey() {
    return cells().getKey();
  }

  @Override
  public <T extends State> T state(
      StateNamespace namespace, StateTag<T> tag, StateContext<?> context) {
    return cells().state(namespace, tag, context);
  }

  @Override
  public StateInternals stateInternals() {
    return this;
  }

  @Override
  public KeyedTimers timerInternals() {
    return timers;
  }

  @Override
  public BundleFinalizer bundleFinalizer() {
    return finalizer;
  }
}
