package io.weir.testkit.sim;

import io.weir.engine.operator.ForwardingOperatorContext;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.state.OperatorStateStore;
import java.util.List;

/** Operator state that is empty whatever was restored. */
final class ForgetfulContext extends ForwardingOperatorContext {
  ForgetfulContext(OperatorContext context) {
    super(context);
  }

  @Override
  public OperatorStateStore operatorState() {
    OperatorStateStore restored = super.operatorState();
    return new OperatorStateStore() {
      @Override
      public List<byte[]> get(String cell) {
        return List.of();
      }

      @Override
      public void set(String cell, List<byte[]> entries) {
        restored.set(cell, entries);
      }
    };
  }
}
