package io.weir.testkit.sim;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checkpoints forget what their barriers overtook. */
final class MissingElementsInFlight implements SimHooks {
  @Override
  public void report(WorkerReport report, Consumer<WorkerReport> master) {
    if (report instanceof CheckpointAcknowledged ack) {
      Map<String, OperatorSnapshot> operators = new HashMap<>();
      ack.snapshot()
          .operators()
          .forEach((name, operator) -> operators.put(name, without(operator)));
      master.accept(
          new CheckpointAcknowledged(
              ack.attempt(),
              ack.checkpointId(),
              ack.subtask(),
              new SubtaskSnapshot(ack.snapshot().files(), operators),
              ack.finished()));
    } else {
      master.accept(report);
    }
  }

  private static OperatorSnapshot without(OperatorSnapshot operator) {
    return new OperatorSnapshot(
        operator.keyed(),
        operator.nativeState(),
        operator.operatorState(),
        operator.broadcast(),
        List.of(),
        operator.inputWatermarks(),
        operator.metrics());
  }
}
