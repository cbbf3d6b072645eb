package io.weir.engine.master;

import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which worker runs which subtask: subtask i of every vertex on worker i mod W, so that FORWARD
 * edges stay within a worker.
 */
final class Placement {
  private Placement() {}

  /**
   * Places all subtasks of a job.
   *
   * @param workers the workers to use, at least one; those beyond the largest parallelism get
   *     nothing
   */
  static Map<SubtaskId, WorkerId> of(JobGraph graph, List<WorkerId> workers) {
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("no workers");
    }
    Map<SubtaskId, WorkerId> placement = new LinkedHashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      for (int i = 0; i < vertex.parallelism(); i++) {
        placement.put(new SubtaskId(vertex.id(), i), workers.get(i % workers.size()));
      }
    }
    return placement;
  }
}
