package io.weir.engine.worker;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.task.Activity;
import io.weir.engine.task.TaskletExecutor.RunningTasklet;
import java.util.stream.Collectors;

/**
 * Notices when a subtask does not come back from a call of an operator.
 *
 * <p>Thread: one at a time.
 */
final class SubtaskWatch {
  private final SubtaskId subtask;
  private final Activity activity;
  private final RunningTasklet tasklet;
  private long steps = -1;
  private long sinceNanos;

  SubtaskWatch(SubtaskId subtask, Activity activity, RunningTasklet tasklet) {
    this.subtask = subtask;
    this.activity = activity;
    this.tasklet = tasklet;
  }

  SubtaskId subtask() {
    return subtask;
  }

  RunningTasklet tasklet() {
    return tasklet;
  }

  /** Whether the subtask's state was cut for the checkpoint, or a later one. */
  boolean hasCut(long checkpointId) {
    return activity.lastCut() >= checkpointId;
  }

  /**
   * For how long the present call of an operator has been seen to last, at least; 0 if there is
   * none.
   */
  long nanosInOperator(long nowNanos) {
    long now = activity.steps();
    if (now != steps || !activity.isInOperator()) {
      steps = now;
      sinceNanos = nowNanos;
    }
    return nowNanos - sinceNanos;
  }

  /** Tells where the subtask is. */
  Failure describe(WorkerId worker, String what) {
    String stack =
        tasklet.stackTrace().stream()
            .map(frame -> "\tat " + frame + System.lineSeparator())
            .collect(Collectors.joining());
    return new Failure(
        "",
        "%s, at subtask %d of %s on worker %s"
            .formatted(what, subtask.index(), activity.operator(), worker),
        stack,
        activity.operator());
  }
}
