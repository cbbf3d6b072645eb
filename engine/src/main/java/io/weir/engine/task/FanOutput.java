package io.weir.engine.task;

import io.weir.engine.operator.Output;
import java.util.List;

/** An output with any number of targets but one. */
final class FanOutput implements Output {
  private final Output[] targets;

  private FanOutput(List<Output> targets) {
    this.targets = targets.toArray(Output[]::new);
  }

  /** The given targets as one output; a single one is not wrapped. */
  static Output of(List<Output> targets) {
    return targets.size() == 1 ? targets.get(0) : new FanOutput(targets);
  }

  @Override
  public boolean hasDemand() {
    for (Output target : targets) {
      if (!target.hasDemand()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void emit(Object element) throws Exception {
    for (Output target : targets) {
      target.emit(element);
    }
  }
}
