package io.weir.worker.state;

import io.weir.engine.element.Key;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** The watermark holds of a keyed operator, by key and cell. Thread: subtask thread. */
public interface Holds {
  /** The hold, or null. */
  @Nullable Instant get(Key key, byte[] cellId);

  /** Sets or moves the hold. */
  void set(Key key, byte[] cellId, Instant hold);

  /** Removes the hold if there is one. */
  void clear(Key key, byte[] cellId);
}
