package io.weir.engine.operator;

import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;

/**
 * Turns the specs of a job graph into running code. One instance serves one attempt of a job in one
 * process; it is made from the graph's shared payload.
 *
 * <p>Thread: {@link #operator} and {@link #codec} are called from the threads of the subtasks, at
 * the same time.
 */
public interface OperatorFactory extends AutoCloseable {
  /** Makes an operator. What it throws fails the attempt. */
  Operator operator(OperatorSpec spec, OperatorContext context) throws Exception;

  /** Makes the codec of an edge, for the use of one subtask. */
  EdgeCodec codec(CodecSpec spec, int maxParallelism) throws Exception;

  /**
   * How long one element may take before the attempt is failed, in milliseconds; 0 for ever.
   * Noticed about a second late.
   */
  default long elementTimeoutMs() {
    return 0;
  }

  /** Called once when every subtask of the attempt in this process has ended. */
  @Override
  default void close() {}
}
