package io.weir.validatesrunner.fault;

import io.weir.engine.element.Key;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Notes what an operator throws after the restart: a job that fails tells of its first failure
 * since the last complete checkpoint, and that may be the one on purpose.
 *
 * <p>Thread: the subtask thread.
 */
final class NotingOperator extends ForwardingOperator {
  private final RestartPlan plan;

  NotingOperator(Operator wrapped, RestartPlan plan) {
    super(wrapped);
    this.plan = plan;
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    try {
      super.process(input, key, element);
    } catch (Exception | Error e) {
      plan.failedAgain(e);
      throw e;
    }
  }

  @Override
  public Progress advance() throws Exception {
    try {
      return super.advance();
    } catch (Exception | Error e) {
      plan.failedAgain(e);
      throw e;
    }
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    try {
      return super.prepareBarrier();
    } catch (Exception | Error e) {
      plan.failedAgain(e);
      throw e;
    }
  }

  @Override
  public boolean finish() throws Exception {
    try {
      return super.finish();
    } catch (Exception | Error e) {
      plan.failedAgain(e);
      throw e;
    }
  }
}
