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
}
