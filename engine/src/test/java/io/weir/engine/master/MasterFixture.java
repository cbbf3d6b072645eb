package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A master of a job of one vertex with two subtasks, and what its tests say to it. */
final class MasterFixture {
  static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
  static final WorkerId A = new WorkerId("a");
  static final WorkerId B = new WorkerId("b");
  static final SubtaskId S0 = new SubtaskId(0, 0);
  static final SubtaskId S1 = new SubtaskId(0, 1);
  static final String OPERATOR = "operator";

  final JobMaster master;
  long nowMs;

  MasterFixture(JobConfig config) {
    master = new JobMaster(spec(config), 0, MetricsMerge.concatenation());
  }

  static JobConfig config() {
    return config(1_000, 100, false);
  }

  static JobConfig withoutCheckpoints() {
    return config(-1, 100, false);
  }

  static JobConfig config(long intervalMs, long minPauseMs, boolean rounds) {
    CheckpointConfig checkpoints =
        new CheckpointConfig(
            intervalMs,
            5_000,
            minPauseMs,
            1,
            2,
            "file:/c",
            CheckpointConfig.ALWAYS_ALIGNED,
            CheckpointConfig.UNLIMITED);
    return new JobConfig(checkpoints, "", RestoreRules.STRICT, "memory", 2, 1 << 20, rounds);
  }

  static JobSpec spec(JobConfig config) {
    OperatorNode node =
        new OperatorNode(OPERATOR, new OperatorSpec("urn", Bytes.EMPTY), 0, List.of());
    JobVertex vertex = new JobVertex(0, "vertex", 2, List.of(node));
    JobGraph graph = new JobGraph(List.of(vertex), List.of(), 8, Bytes.EMPTY);
    return new JobSpec(JOB, "job", graph, config, List.of());
  }

  /** A master whose job runs on workers A and B. */
  static MasterFixture running(JobConfig config) {
    MasterFixture fixture = new MasterFixture(config);
    fixture.tell(new JobEvent.WorkerJoined(A));
    fixture.tell(new JobEvent.WorkerJoined(B));
    fixture.tell(new JobEvent.RestorePointRead(List.of(), 1));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), A));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), B));
    return fixture;
  }

  static AttemptId attempt(int number) {
    return new AttemptId(JOB, number);
  }

  /** Tells the master, whose attempts are reserved at once. */
  List<JobCommand> tell(JobEvent event) {
    List<JobCommand> commands = new ArrayList<>();
    for (JobCommand command : master.handle(event, nowMs)) {
      if (command instanceof JobCommand.ReserveAttempts reserve) {
        commands.addAll(tell(new JobEvent.AttemptsReserved(reserve.lastAttempt())));
      } else {
        commands.add(command);
      }
    }
    return commands;
  }

  List<JobCommand> report(WorkerReport report) {
    return tell(new JobEvent.Reported(report));
  }

  List<JobCommand> after(long millis) {
    nowMs += millis;
    return tell(new JobEvent.Tick());
  }

  List<JobCommand> acknowledge(int attempt, long checkpoint, SubtaskId subtask, boolean finished) {
    return report(
        new WorkerReport.CheckpointAcknowledged(
            attempt(attempt), checkpoint, subtask, snapshot("x"), finished));
  }

  /** Both subtasks acknowledge and storage commits. */
  List<JobCommand> complete(int attempt, long checkpoint, boolean finished) {
    acknowledge(attempt, checkpoint, S0, finished);
    acknowledge(attempt, checkpoint, S1, finished);
    return committed(attempt, checkpoint);
  }

  List<JobCommand> committed(int attempt, long checkpoint) {
    return tell(new JobEvent.CheckpointCommitted(attempt(attempt), ref(checkpoint)));
  }

  List<JobCommand> finish(int attempt) {
    List<JobCommand> commands = new ArrayList<>();
    commands.addAll(report(new WorkerReport.SubtaskFinished(attempt(attempt), S0)));
    commands.addAll(report(new WorkerReport.SubtaskFinished(attempt(attempt), S1)));
    return commands;
  }

  List<JobCommand> ended(int attempt, WorkerId worker) {
    return report(new WorkerReport.AttemptEnded(attempt(attempt), worker));
  }

  List<JobCommand> failed(int attempt, WorkerId worker, String message) {
    return report(
        new WorkerReport.AttemptFailed(attempt(attempt), worker, Failure.of(message, "op")));
  }

  static CheckpointRef ref(long checkpoint) {
    return new CheckpointRef("file:/c/" + checkpoint, checkpoint);
  }

  static SubtaskSnapshot snapshot(String metrics) {
    return new SubtaskSnapshot(
        List.of(),
        Map.of(
            OPERATOR,
            new OperatorSnapshot(List.of(), Map.of(), List.of(), List.of(), bytes(metrics))));
  }

  static Bytes bytes(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<WorkerCommand> sentTo(WorkerId worker, List<JobCommand> commands) {
    List<WorkerCommand> sent = new ArrayList<>();
    for (JobCommand command : commands) {
      if (command instanceof JobCommand.Send send && send.worker().equals(worker)) {
        sent.add(send.command());
      }
    }
    return sent;
  }
}
