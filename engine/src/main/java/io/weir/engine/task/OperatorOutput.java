package io.weir.engine.task;

import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;

/** An output that is a direct call of an operator of the same chain. */
final class OperatorOutput implements Output {
  private final Operator target;
  private final int input;
  private final String targetName;
  private final Blame blame;
  private final Activity activity;

  OperatorOutput(Operator target, int input, String targetName, Blame blame) {
    this.target = target;
    this.input = input;
    this.targetName = targetName;
    this.blame = blame;
    this.activity = blame.activity();
  }

  @Override
  public void emit(Object element) throws Exception {
    String before = activity.enter(targetName);
    try {
      target.process(input, null, element);
    } catch (Throwable t) {
      blame.note(t, targetName);
      throw t;
    }
    activity.enter(before);
  }
}
