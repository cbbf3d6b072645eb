package io.weir.engine.wire;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.InFlight;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ControlCodecTest {
  private static final JobId JOB_ID = new JobId("0123456789abcdef0123456789abcdef");
  private static final AttemptId ATTEMPT = new AttemptId(JOB_ID, 3);
  private static final WorkerId WORKER = new WorkerId("worker-1");
  private static final SubtaskId SUBTASK = new SubtaskId(2, 1);
  private static final Failure FAILURE = new Failure("a.B", "grün ✓", "at a.B", "step");

  private static Bytes bytes(int... values) {
    byte[] content = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      content[i] = (byte) values[i];
    }
    return Bytes.copyOf(content);
  }

  private static JobGraph graph() {
    OperatorNode first =
        new OperatorNode(
            "first",
            new OperatorSpec("urn:a", bytes(1)),
            0,
            List.of(
                List.of(new OutputTarget.ToOperator(1, 0), new OutputTarget.ToEdge(7)), List.of()));
    OperatorNode second = new OperatorNode("second", new OperatorSpec("", bytes()), 1, List.of());
    OperatorNode third = new OperatorNode("third", new OperatorSpec("u", bytes(9)), 1, List.of());
    return new JobGraph(
        List.of(
            new JobVertex(1, "one", 2, List.of(first, second)),
            new JobVertex(2, "two", 4, List.of(third))),
        List.of(new JobEdge(7, 1, 2, 0, 0, EdgeKind.KEYED, new CodecSpec("c", bytes(0, 255)))),
        128,
        bytes(5, 6),
        bytes(7));
  }

  private static JobConfig config() {
    return new JobConfig(
        new CheckpointConfig(30_000, 600_000, 500, 3, 2, "file:/checkpoints", 1_500, 1L << 30),
        "file:/savepoint",
        new RestoreRules(Map.of("first", "before"), true),
        "memory",
        10,
        64L << 20,
        false);
  }

  private static JobSpec job() {
    return new JobSpec(
        JOB_ID,
        "weblog",
        graph(),
        config(),
        List.of(new JobSpec.Artifact("a.jar", "ab".repeat(32), 17)));
  }

  private static SubtaskSnapshot snapshot() {
    return new SubtaskSnapshot(
        List.of(new StateFile("f", 100, -5)),
        Map.of(
            "first",
            new OperatorSnapshot(
                List.of(new TableSection("t", 4, 0, 8, 92, 3)),
                Map.of("cell", List.of(bytes(1, 2), bytes())),
                List.of(new TableSection("b", 0, 0, 8, 1, 1)),
                List.of(Long.MIN_VALUE, 7L),
                bytes(3)),
            "second",
            new OperatorSnapshot(
                List.of(),
                Optional.of(nativeState()),
                Map.of(),
                List.of(),
                List.of(
                    new InFlight(
                        1,
                        true,
                        new CodecSpec("c", bytes(9)),
                        new TableSection("in flight", 0, 0, 8, 30, 2))),
                List.of(),
                Bytes.EMPTY)));
  }

  private static NativeState nativeState() {
    return new NativeState(
        "rocksdb",
        "rocksdb-1",
        new KeyGroupRange(3, 9),
        List.of("cells", "timers"),
        List.of(new NativeFile("000004.sst", new StateFile("4-file", 12, 7))),
        new TableSection("metadata", 0, 0, 8, 70, 2),
        List.of(new TableSection("cells", 3, 0, 78, 20, 1)));
  }

  private static Stream<WorkerCommand> commands() {
    return Stream.of(
        new WorkerCommand.Deploy(
            ATTEMPT,
            job(),
            Map.of(SUBTASK, WORKER, new SubtaskId(1, 0), new WorkerId("w2")),
            Optional.of(new CheckpointRef("file:/c/chk-4", 4)),
            5),
        new WorkerCommand.Deploy(ATTEMPT, job(), Map.of(), Optional.empty(), 1),
        new WorkerCommand.TriggerCheckpoint(ATTEMPT, 8),
        new WorkerCommand.TriggerCheckpoint(ATTEMPT, 8, CheckpointKind.LAST),
        new WorkerCommand.CompleteCheckpoint(ATTEMPT, 9, true),
        new WorkerCommand.AbortCheckpoint(ATTEMPT, 10),
        new WorkerCommand.StartRound(ATTEMPT, 11, -12, true),
        new WorkerCommand.CancelAttempt(ATTEMPT),
        new WorkerCommand.Drain(ATTEMPT),
        new WorkerCommand.CloseAttempt(ATTEMPT));
  }

  private static Stream<WorkerReport> reports() {
    return Stream.of(
        new WorkerReport.AttemptRunning(ATTEMPT, WORKER),
        new WorkerReport.SubtaskFinished(ATTEMPT, SUBTASK),
        new WorkerReport.CheckpointWanted(ATTEMPT, SUBTASK),
        new WorkerReport.AttemptFailed(ATTEMPT, WORKER, FAILURE),
        new WorkerReport.CheckpointAcknowledged(ATTEMPT, 4, SUBTASK, snapshot(), true),
        new WorkerReport.CheckpointDeclined(ATTEMPT, 4, SUBTASK, FAILURE),
        new WorkerReport.CheckpointFinalized(ATTEMPT, 4, WORKER),
        new WorkerReport.RoundPassed(ATTEMPT, 5, WORKER, new RoundResult(true, false, true, 6)),
        new WorkerReport.AttemptEnded(ATTEMPT, WORKER),
        new WorkerReport.Statistics(
            ATTEMPT,
            WORKER,
            List.of(
                new SubtaskStatistics(
                    SUBTASK, 1, 2, -3, 4, "first", Map.of("first", bytes(1, 2))))));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void decodesEveryCommandThatItEncoded(WorkerCommand command) throws IOException {
    assertThat(ControlCodec.decodeCommand(ControlCodec.encodeCommand(command)), equalTo(command));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void decodesEveryReportThatItEncoded(WorkerReport report) throws IOException {
    assertThat(ControlCodec.decodeReport(ControlCodec.encodeReport(report)), equalTo(report));
  }

  @Test
  void decodesJobsAndTheirPartsThatItEncoded() throws IOException {
    assertThat(ControlCodec.decodeJob(ControlCodec.encodeJob(job())), equalTo(job()));
    assertThat(ControlCodec.decodeGraph(ControlCodec.encodeGraph(graph())), equalTo(graph()));
    assertThat(ControlCodec.decodeConfig(ControlCodec.encodeConfig(config())), equalTo(config()));
    assertThat(
        ControlCodec.decodeSnapshot(ControlCodec.encodeSnapshot(snapshot())), equalTo(snapshot()));
  }

  @Test
  void refusesBytesOfAnotherKind() {
    byte[] config = ControlCodec.encodeConfig(config());

    assertThrows(WireFormatException.class, () -> ControlCodec.decodeJob(config));
  }

  @Test
  void namesTheVersionThatItDoesNotKnow() {
    byte[] future = new Envelope(0x57434647, 1_000).seal(new byte[0]);

    WireFormatException refused =
        assertThrows(WireFormatException.class, () -> ControlCodec.decodeConfig(future));

    assertThat(refused.getMessage(), containsString("format version 1000"));
  }

  @Test
  void decodingUncheckedContentEndsInAnExceptionAndNothingElse() {
    Random random = new Random(1);
    WireWriter out = new WireWriter();
    JobCodec.write(out, job());
    byte[] content = out.toByteArray();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = content.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      byte[] sealed = new Envelope(0x574a4f42, 1).seal(damaged);
      try {
        ControlCodec.decodeJob(sealed);
      } catch (WireFormatException expected) {
        // Some damage still decodes to a job; the rest must end here.
      }
    }
  }
}
