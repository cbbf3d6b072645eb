package io.weir.engine.operator;

import io.weir.engine.control.JobSpec;

/**
 * Makes the operator factory of an attempt from what the job's operators share.
 *
 * <p>Thread: any thread; may block.
 */
@FunctionalInterface
public interface OperatorFactoryProvider {
  /**
   * Makes the factory; the caller closes it. What it throws fails the attempt.
   *
   * @param attempt number of the attempt
   */
  OperatorFactory create(JobSpec job, int attempt) throws Exception;
}
