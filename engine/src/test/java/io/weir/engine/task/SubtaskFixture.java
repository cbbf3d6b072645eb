package io.weir.engine.task;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.LocalExchange;
import io.weir.engine.config.TestConfigs;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerId;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.fake.FakeClock;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.fake.StringCodec;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One subtask on the test's thread. Its channels come from a vertex with so many subtasks, into the
 * first operator's port 0, and edge 1 leads out of it.
 */
final class SubtaskFixture implements SubtaskEvents {
  private static final AttemptId ATTEMPT =
      new AttemptId(new JobId("0123456789abcdef0123456789abcdef"), 0);
  private static final SubtaskId SUBTASK = new SubtaskId(1, 0);
  private static final WorkerId WORKER = new WorkerId("w");
  private static final StringCodec CODEC = new StringCodec(16);

  final List<String> events = new ArrayList<>();
  final List<Failure> failures = new ArrayList<>();
  final List<SubtaskStatistics> statistics = new ArrayList<>();
  final Map<Long, Map<String, OperatorCut>> cuts = new HashMap<>();
  final Map<Long, RoundResult> rounds = new HashMap<>();
  final FakeClock clock = new FakeClock();
  final Mailbox mailbox;
  final List<ChannelWriter> inputs = new ArrayList<>();
  final ChannelReader output;
  final SubtaskTasklet tasklet;
  final Residents residents;
  private boolean ownThreadEnded;

  /** A node whose operator has the same URN as its name, with one port in if it is not a root. */
  static OperatorNode node(String name, int inputs, OutputTarget... targets) {
    return new OperatorNode(
        name, new OperatorSpec(name, Bytes.EMPTY), inputs, List.of(List.of(targets)));
  }

  static OutputTarget out() {
    return new OutputTarget.ToEdge(1);
  }

  static OutputTarget to(int operator) {
    return new OutputTarget.ToOperator(operator, 0);
  }

  SubtaskFixture(FakeOperators operators, int channels, OperatorNode... chain) {
    this(operators, channels, EdgeKind.REBALANCE, false, chain);
  }

  /** A subtask behind an edge of the kind. */
  static SubtaskFixture behind(
      EdgeKind kind, FakeOperators operators, int channels, OperatorNode... chain) {
    return new SubtaskFixture(operators, channels, kind, false, chain);
  }

  /** A subtask of a job that runs in rounds. */
  static SubtaskFixture inRounds(FakeOperators operators, int channels, OperatorNode... chain) {
    return new SubtaskFixture(operators, channels, EdgeKind.REBALANCE, true, chain);
  }

  private SubtaskFixture(
      FakeOperators operators, int channels, EdgeKind kind, boolean rounds, OperatorNode... chain) {
    LocalExchange exchange = new LocalExchange();
    NoParking parking = new NoParking();
    mailbox = new Mailbox(parking);
    residents = new Residents(parking);
    for (int i = 0; i < channels; i++) {
      inputs.add(exchange.openWriter(new ChannelId(ATTEMPT, 0, i, 0), WORKER, CODEC, () -> {}));
    }
    output = exchange.openReader(new ChannelId(ATTEMPT, 1, 0, 0), WORKER, CODEC, () -> {});
    AttemptParts parts =
        new AttemptParts(
            ATTEMPT,
            spec(graph(channels, kind, List.of(chain)), rounds),
            placement(channels),
            exchange,
            operators,
            new MemoryKeyedStateBackendProvider(),
            Optional.empty(),
            clock);
    tasklet = new SubtaskTasklet(parts, SUBTASK, mailbox, this, residents);
  }

  private static JobGraph graph(int channels, EdgeKind kind, List<OperatorNode> chain) {
    List<JobVertex> vertices = new ArrayList<>();
    List<JobEdge> edges = new ArrayList<>();
    CodecSpec codec = new CodecSpec("text", Bytes.EMPTY);
    if (channels > 0) {
      vertices.add(
          new JobVertex(
              0, "before", channels, List.of(node("before", 0, new OutputTarget.ToEdge(0)))));
      edges.add(new JobEdge(0, 0, 1, 0, 0, kind, codec));
    }
    vertices.add(new JobVertex(1, "tested", 1, chain));
    vertices.add(new JobVertex(2, "after", 1, List.of(node("after", 1))));
    edges.add(new JobEdge(1, 1, 2, 0, 0, EdgeKind.FORWARD, codec));
    return new JobGraph(vertices, edges, 16, Bytes.EMPTY);
  }

  private static JobSpec spec(JobGraph graph, boolean rounds) {
    return new JobSpec(
        ATTEMPT.job(),
        "job",
        graph,
        TestConfigs.of(TestConfigs.checkpoints(1_000, 10_000, "fake:/"), rounds),
        List.of());
  }

  private static Map<SubtaskId, WorkerId> placement(int channels) {
    Map<SubtaskId, WorkerId> placement = new HashMap<>();
    for (int i = 0; i < channels; i++) {
      placement.put(new SubtaskId(0, i), WORKER);
    }
    placement.put(SUBTASK, WORKER);
    placement.put(new SubtaskId(2, 0), WORKER);
    return placement;
  }

  /** Calls the subtask, wherever it lives, until it waits or has ended. */
  Tasklet.State run() {
    Tasklet.State state = Tasklet.State.RUNNABLE;
    while (!ownThreadEnded && state == Tasklet.State.RUNNABLE) {
      state = tasklet.call();
      ownThreadEnded = state == Tasklet.State.ENDED;
    }
    if (ownThreadEnded) {
      do {
        state = residents.call();
      } while (state == Tasklet.State.RUNNABLE);
    }
    return state;
  }

  /** Sends elements through a channel. */
  void send(int channel, Object... elements) {
    ElementBatch batch = ElementBatch.unkeyed(elements.length);
    for (Object element : elements) {
      batch.add(element);
    }
    inputs.get(channel).write(batch);
  }

  void send(int channel, StreamItem signal) {
    inputs.get(channel).write(signal);
  }

  /** What came out since the last call: elements and signals, in order. */
  List<Object> received() throws Exception {
    List<Object> received = new ArrayList<>();
    for (StreamItem item = output.poll(); item != null; item = output.poll()) {
      if (item instanceof ElementBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
          received.add(batch.element(i));
        }
      } else {
        received.add(item);
      }
    }
    return received;
  }

  @Override
  public void started() {
    events.add("started");
  }

  @Override
  public void finished() {
    events.add("finished");
  }

  @Override
  public void checkpointWanted() {
    events.add("checkpoint wanted");
  }

  @Override
  public void failed(Failure failure) {
    failures.add(failure);
  }

  @Override
  public void snapshotCut(
      Signal.Barrier barrier, boolean finished, Map<String, OperatorCut> parts, Runnable done) {
    long checkpointId = barrier.checkpointId();
    events.add("snapshot " + checkpointId + (finished ? " after the end" : ""));
    cuts.put(checkpointId, Map.copyOf(parts));
    done.run();
  }

  @Override
  public void finalized(long checkpointId) {
    events.add("finalized " + checkpointId);
  }

  @Override
  public void roundPassed(long round, RoundResult result) {
    rounds.put(round, result);
  }

  @Override
  public void statistics(SubtaskStatistics latest) {
    statistics.add(latest);
  }

  private static final class NoParking implements Parking {
    @Override
    public void wake() {}

    @Override
    public void park() {
      throw new AssertionError("must not park");
    }

    @Override
    public boolean canPark() {
      return false;
    }
  }
}
