package io.weir.worker.view;

import io.weir.engine.operator.ForwardingOperatorContext;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;

/** An operator's context with another output. */
final class RedirectedContext extends ForwardingOperatorContext {
  private final Output redirected;

  RedirectedContext(OperatorContext context, Output redirected) {
    super(context);
    this.redirected = redirected;
  }

  @Override
  public Output output(int port) {
    return redirected;
  }
}
