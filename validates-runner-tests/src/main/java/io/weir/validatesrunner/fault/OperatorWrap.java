package io.weir.validatesrunner.fault;

import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;

/**
 * Puts itself between an operator and its subtask.
 *
 * <p>Thread: the threads of the subtasks, at the same time.
 */
@FunctionalInterface
interface OperatorWrap {
  /** Makes the operator itself. */
  @FunctionalInterface
  interface Original {
    Operator in(OperatorContext context) throws Exception;
  }

  /**
   * Makes an operator.
   *
   * @param original to be called once, with {@code context} or something around it
   */
  Operator make(OperatorSpec spec, OperatorContext context, Original original) throws Exception;
}
