package io.weir.testkit.embedded;

import io.weir.engine.element.Key;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.OperatorFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Operators of which one throws after a number of elements, as long as failures are left. */
final class FailingOperators implements OperatorFactory {
  private final OperatorFactory operators;
  private final AtomicInteger failuresLeft;
  private final AtomicInteger elementsLeft;

  FailingOperators(OperatorFactory operators, AtomicInteger failuresLeft, int elements) {
    this.operators = operators;
    this.failuresLeft = failuresLeft;
    this.elementsLeft = new AtomicInteger(elements);
  }

  @Override
  public Operator operator(OperatorSpec spec, OperatorContext context) throws Exception {
    return new ForwardingOperator(operators.operator(spec, context)) {
      @Override
      public void process(int input, @Nullable Key key, Object element) throws Exception {
        if (elementsLeft.decrementAndGet() == 0 && failuresLeft.getAndDecrement() > 0) {
          throw new IllegalStateException("injected");
        }
        super.process(input, key, element);
      }
    };
  }

  @Override
  public EdgeCodec codec(CodecSpec spec, int maxParallelism) throws Exception {
    return operators.codec(spec, maxParallelism);
  }
}
