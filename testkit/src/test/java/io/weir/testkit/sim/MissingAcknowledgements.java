package io.weir.testkit.sim;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The first acknowledgement of a checkpoint counts for every subtask that was ever heard of. */
final class MissingAcknowledgements implements SimHooks {
  private final Set<SubtaskId> known = new LinkedHashSet<>();

  @Override
  public void report(WorkerReport report, Consumer<WorkerReport> master) {
    master.accept(report);
    if (report instanceof CheckpointAcknowledged ack) {
      known.add(ack.subtask());
      for (SubtaskId subtask : known) {
        master.accept(
            new CheckpointAcknowledged(
                ack.attempt(),
                ack.checkpointId(),
                subtask,
                new SubtaskSnapshot(List.of(), Map.of()),
                ack.finished()));
      }
    }
  }
}
