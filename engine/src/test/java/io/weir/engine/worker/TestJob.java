package io.weir.engine.worker;

import static org.awaitility.Awaitility.await;

import io.weir.engine.channel.LocalExchange;
import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.config.TestConfigs;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import io.weir.engine.fake.FakeCheckpointStorage;
import io.weir.engine.fake.FakeMaster;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointStorageProvider;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.task.ThreadTaskletExecutor;
import io.weir.engine.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A job of one root and a keyed sink on one worker, with real threads. */
final class TestJob implements AutoCloseable {
  private static final JobId ID = new JobId("0123456789abcdef0123456789abcdef");
  private static final WorkerId WORKER = new WorkerId("w");

  private final JobSpec spec;
  private final Map<SubtaskId, WorkerId> placement = new HashMap<>();
  private final ExecutorService blocking = Executors.newCachedThreadPool();
  private final FakeCheckpointStorage storage = new FakeCheckpointStorage();
  private final JobWorker worker;

  TestJob(FakeMaster master, FakeOperators operators, int sinks) {
    this(master, operators, sinks, 10_000);
  }

  TestJob(FakeMaster master, FakeOperators operators, int sinks, long checkpointTimeoutMs) {
    spec =
        new JobSpec(
            ID,
            "test",
            graph(sinks),
            TestConfigs.of(TestConfigs.checkpoints(1_000, checkpointTimeoutMs, "fake:/")),
            List.of());
    placement.put(new SubtaskId(0, 0), WORKER);
    for (int i = 0; i < sinks; i++) {
      placement.put(new SubtaskId(1, i), WORKER);
    }
    worker =
        new JobWorker(
            WORKER,
            master,
            new WorkerServices(
                Clock.system(),
                blocking,
                new ThreadTaskletExecutor(Clock.system(), TestJob.class.getClassLoader()),
                (job, attempt) -> operators,
                attempt -> new LocalExchange(),
                (job, attempt) -> new MemoryKeyedStateBackendProvider(),
                new OneStorage(storage)));
  }

  private static JobGraph graph(int sinks) {
    OperatorNode root =
        new OperatorNode(
            "root",
            new OperatorSpec("root", Bytes.EMPTY),
            0,
            List.of(List.of(new OutputTarget.ToEdge(0))));
    OperatorNode sink =
        new OperatorNode("sink", new OperatorSpec("sink", Bytes.EMPTY), 1, List.of());
    return new JobGraph(
        List.of(
            new JobVertex(0, "root", 1, List.of(root)),
            new JobVertex(1, "sink", sinks, List.of(sink))),
        List.of(new JobEdge(0, 0, 1, 0, 0, EdgeKind.KEYED, new CodecSpec("text", Bytes.EMPTY))),
        16,
        Bytes.EMPTY);
  }

  JobWorker worker() {
    return worker;
  }

  AttemptId attempt(int number) {
    return new AttemptId(ID, number);
  }

  void deploy(int attempt) {
    deploy(attempt, Optional.empty());
  }

  void deploy(int attempt, Optional<CheckpointRef> restore) {
    worker.send(new WorkerCommand.Deploy(attempt(attempt), spec, placement, restore, 0));
  }

  /** Does the master's part of a checkpoint. */
  CheckpointRef commit(long checkpointId, List<CheckpointAcknowledged> parts) {
    List<VertexSnapshot> vertices = new ArrayList<>();
    for (JobVertex vertex : spec.graph().vertices()) {
      List<SubtaskSnapshot> subtasks =
          parts.stream()
              .filter(part -> part.subtask().vertex() == vertex.id())
              .sorted(Comparator.comparingInt(part -> part.subtask().index()))
              .map(CheckpointAcknowledged::snapshot)
              .toList();
      vertices.add(new VertexSnapshot(vertex.id(), vertex.name(), subtasks));
    }
    return storage.commit(
        checkpointId,
        ManifestCodec.encode(
            new CheckpointManifest(
                ID, "test", checkpointId, 16, false, Bytes.EMPTY, vertices, Map.of())));
  }

  /** Whether the thread of the root waits in the middle of user code. */
  boolean hasParkedProducer() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread ->
                thread.getName().equals("weir-root-0")
                    && thread.getState() == Thread.State.WAITING);
  }

  @Override
  public void close() {
    worker.stop();
    // What ends is cleaned up on these threads.
    await().until(worker::isIdle);
    blocking.shutdown();
  }

  private record OneStorage(CheckpointStorage storage) implements CheckpointStorageProvider {
    @Override
    public CheckpointStorage open(String path, JobId job) {
      return storage;
    }

    @Override
    public CheckpointRef find(String path) {
      throw new UnsupportedOperationException(path);
    }
  }
}
