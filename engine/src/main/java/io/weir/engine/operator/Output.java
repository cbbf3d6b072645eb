package io.weir.engine.operator;

/**
 * One output port of an operator. It never refuses an element, because user code cannot be
 * re-entered: when far too much has piled up downstream the call parks the subtask's own thread.
 *
 * <p>Thread: the subtask thread.
 */
public interface Output {
  /** Hands the element on, by reference. */
  void emit(Object element) throws Exception;

  /**
   * Whether an element emitted now would go to a consumer that waits for work. An operator that
   * deals out large pieces of work, such as splits of a source, emits the next one only when this
   * is true and keeps the rest in its own state; when it is false it asks again a little later, by
   * {@link OperatorContext#wakeAt}.
   */
  default boolean hasDemand() {
    return true;
  }
}
