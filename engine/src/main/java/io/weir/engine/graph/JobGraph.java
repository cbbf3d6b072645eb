package io.weir.engine.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A job as the engine executes it.
 *
 * @param vertices the vertices, in topological order
 * @param edges the edges between them
 * @param maxParallelism the number of key groups; fixed for the life of the job's state
 * @param payload what all operators share, for the operator factory
 * @param stateSchema what the operators' state looks like, for tools that read checkpoints without
 *     the job; goes into each of its checkpoints, and only its writer understands it
 */
public record JobGraph(
    List<JobVertex> vertices,
    List<JobEdge> edges,
    int maxParallelism,
    Bytes payload,
    Bytes stateSchema) {
  /** Copies the lists and checks that the parts fit together. */
  public JobGraph {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
    checkStableNames(vertices);
    for (JobVertex vertex : vertices) {
      if (vertex.parallelism() > maxParallelism) {
        throw new IllegalArgumentException(
            "parallelism %d of %s exceeds the max parallelism %d"
                .formatted(vertex.parallelism(), vertex.name(), maxParallelism));
      }
    }
  }

  /** A graph that does not say what its state looks like. */
  public JobGraph(
      List<JobVertex> vertices, List<JobEdge> edges, int maxParallelism, Bytes payload) {
    this(vertices, edges, maxParallelism, payload, Bytes.EMPTY);
  }

  /** The same graph, which says what its state looks like. */
  public JobGraph withStateSchema(Bytes schema) {
    return new JobGraph(vertices, edges, maxParallelism, payload, schema);
  }

  private static void checkStableNames(List<JobVertex> vertices) {
    Set<String> names = new HashSet<>();
    for (JobVertex vertex : vertices) {
      for (OperatorNode node : vertex.operators()) {
        if (!names.add(node.stableName())) {
          throw new IllegalArgumentException("two operators are named " + node.stableName());
        }
      }
    }
  }

  /** The vertex with the id. */
  public JobVertex vertex(int id) {
    return vertices.stream().filter(v -> v.id() == id).findFirst().orElseThrow();
  }

  /** The edge with the id. */
  public JobEdge edge(int id) {
    return edges.stream().filter(e -> e.id() == id).findFirst().orElseThrow();
  }

  /** The edges that lead into the vertex, in the order of the graph. */
  public List<JobEdge> edgesInto(int vertex) {
    return edges.stream().filter(e -> e.target() == vertex).toList();
  }

  /** The edges that leave the vertex, in the order of the graph. */
  public List<JobEdge> edgesFrom(int vertex) {
    return edges.stream().filter(e -> e.source() == vertex).toList();
  }
}
