package io.weir.validatesrunner.fault;

import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;

/**
 * Makes what another factory makes, with some operators wrapped.
 *
 * <p>Thread: any thread.
 */
final class WrappedFactory implements OperatorFactory {
  private final OperatorFactory wrapped;
  private final OperatorWrap wrap;

  WrappedFactory(OperatorFactory wrapped, OperatorWrap wrap) {
    this.wrapped = wrapped;
    this.wrap = wrap;
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    return wrap.make(spec, context, inner -> wrapped.operator(spec, inner));
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) throws Exception {
    return wrapped.codec(spec, maxParallelism);
  }

  @Override
  public long elementTimeoutMs() {
    return wrapped.elementTimeoutMs();
  }

  @Override
  public void close() {
    wrapped.close();
  }
}
