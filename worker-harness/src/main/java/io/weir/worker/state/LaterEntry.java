package io.weir.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the table that is read together with others, when the first of them is needed.
 *
 * <p>Thread: subtask thread.
 */
interface LaterEntry {
  /** Its key in the table. */
  byte[] tableKey();

  /** Takes what is stored, null if nothing is, unless there is something newer. */
  void take(byte @Nullable [] stored);
}
