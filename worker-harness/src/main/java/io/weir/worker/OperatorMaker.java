package io.weir.worker;

import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.plan.operator.OperatorPayload;
import io.weir.worker.job.BeamJob;

/**
 * Makes the operators of one kind of payload.
 *
 * @param <P> the kind of payload
 */
@FunctionalInterface
interface OperatorMaker<P extends OperatorPayload> {
  /**
   * Makes an operator. Called on the thread of its subtask, with the user's class loader as context
   * class loader.
   */
  Operator make(P payload, BeamJob job, OperatorContext context) throws Exception;
}
