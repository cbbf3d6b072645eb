package io.weir.worker.group;

import io.weir.engine.element.Key;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.Operator;
import org.jspecify.annotations.Nullable;

/** An operator that loses its seventh element. */
final class LossyOperator extends ForwardingOperator {
  private int elements;

  LossyOperator(Operator operator) {
    super(operator);
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (++elements != 7) {
      super.process(input, key, element);
    }
  }
}
