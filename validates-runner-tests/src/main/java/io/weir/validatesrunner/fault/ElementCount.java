package io.weir.validatesrunner.fault;

import io.weir.engine.operator.Output;

/**
 * Counts what an operator emits.
 *
 * <p>Thread: the subtask thread.
 */
final class ElementCount {
  private long emitted;

  long emitted() {
    return emitted;
  }

  /** An output that counts, and has no demand when {@code limit} elements were emitted. */
  Output counting(Output output, long limit) {
    return new Output() {
      @Override
      public void emit(Object element) throws Exception {
        emitted++;
        output.emit(element);
      }

      @Override
      public boolean hasDemand() {
        return emitted < limit && output.hasDemand();
      }
    };
  }
}
