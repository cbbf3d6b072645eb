package io.weir.testkit.harness;

import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;

/** Makes the operator that is tested; again after each restore. */
@FunctionalInterface
public interface OperatorMaker {
  /** A new operator in its place. */
  Operator make(OperatorContext context) throws Exception;
}
