package io.weir.testkit.operators;

import io.weir.engine.config.CheckpointConfig;
import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import java.util.ArrayList;
import java.util.List;

/** Builds graphs of test operators, one vertex after another. */
public final class TestJobs {
  /** Number of key groups of all jobs. */
  public static final int MAX_PARALLELISM = 16;

  private final List<JobVertex> vertices = new ArrayList<>();
  private final List<JobEdge> edges = new ArrayList<>();

  /** A job of one shape that uses keyed state, windows and every subtask of three vertices. */
  public static JobGraph keyedWindows(SourceSpec source, int parallelism) {
    TestJobs job = new TestJobs();
    int read = job.root("source", source.toOperatorSpec(), parallelism);
    int sums = job.vertex("windows", TestOperators.WINDOWED_SUM, parallelism, 1);
    int sink = job.vertex("sink", TestOperators.COMMITTING_SINK, parallelism, 1);
    job.edge(read, sums, 0, EdgeKind.KEYED).edge(sums, sink, 0, EdgeKind.REBALANCE);
    return job.build();
  }

  /** Settings with the given interval. */
  public static JobConfig config(long intervalMs, int maxRestarts) {
    return config(intervalMs, CheckpointConfig.ALWAYS_ALIGNED, maxRestarts);
  }

  /** The same, with barriers that may overtake elements after a time. */
  public static JobConfig config(long intervalMs, long alignedTimeoutMs, int maxRestarts) {
    CheckpointConfig checkpoints =
        new CheckpointConfig(
            intervalMs,
            10_000,
            0,
            1_000,
            2,
            "memory",
            alignedTimeoutMs,
            CheckpointConfig.UNLIMITED);
    return new JobConfig(
        checkpoints, "", RestoreRules.STRICT, "memory", maxRestarts, 1 << 20, false);
  }

  /** A job of the graph. */
  public static JobSpec spec(long number, JobGraph graph, JobConfig config) {
    return new JobSpec(
        new JobId("%032x".formatted(number)), "job-" + number, graph, config, List.of());
  }

  /** Adds a vertex without input; answers its id. */
  public int root(String name, OperatorSpec operator, int parallelism) {
    return vertex(name, operator, parallelism, 0);
  }

  /** Adds a vertex of one operator; answers its id. */
  public int vertex(String name, OperatorSpec operator, int parallelism, int inputs) {
    int id = vertices.size();
    OperatorNode node = new OperatorNode(name, operator, inputs, List.of(List.of()));
    vertices.add(new JobVertex(id, name, parallelism, List.of(node)));
    return id;
  }

  /** Appends an operator with one input to the chain of a vertex. */
  public TestJobs chain(int vertex, String name, OperatorSpec operator) {
    JobVertex old = vertices.get(vertex);
    List<OperatorNode> nodes = new ArrayList<>(old.operators());
    int last = nodes.size() - 1;
    OperatorNode before = nodes.get(last);
    List<List<OutputTarget>> outputs = List.of(List.of(new OutputTarget.ToOperator(last + 1, 0)));
    nodes.set(last, new OperatorNode(before.stableName(), before.spec(), before.inputs(), outputs));
    nodes.add(new OperatorNode(name, operator, 1, List.of(List.of())));
    vertices.set(vertex, new JobVertex(vertex, old.name(), old.parallelism(), nodes));
    return this;
  }

  /** Connects the end of one vertex's chain with an input port of another's first operator. */
  public TestJobs edge(int source, int target, int input, EdgeKind kind) {
    int id = edges.size();
    edges.add(new JobEdge(id, source, target, 0, input, kind, TestOperators.ITEMS));
    JobVertex vertex = vertices.get(source);
    List<OperatorNode> nodes = new ArrayList<>(vertex.operators());
    int last = nodes.size() - 1;
    OperatorNode node = nodes.get(last);
    List<OutputTarget> targets = new ArrayList<>(node.outputs().get(0));
    targets.add(new OutputTarget.ToEdge(id));
    nodes.set(
        last, new OperatorNode(node.stableName(), node.spec(), node.inputs(), List.of(targets)));
    vertices.set(source, new JobVertex(source, vertex.name(), vertex.parallelism(), nodes));
    return this;
  }

  /** The graph. */
  public JobGraph build() {
    return new JobGraph(vertices, edges, MAX_PARALLELISM, Bytes.EMPTY);
  }
}
