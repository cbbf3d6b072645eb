package io.weir.engine.master;

import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which worker runs which subtask: subtasks i of all vertices on the same worker, so that FORWARD
 * edges stay within it, and as many on each worker as on any other. A subtask stays where it was if
 * that can be, for its files are there.
 */
final class Placement {
  private Placement() {}

  /**
   * Places all subtasks of a job.
   *
   * @param workers the workers to use, at least one; those beyond the largest parallelism get
   *     nothing
   * @param before where the subtasks were in the attempt before; empty if there is none
   */
  static Map<SubtaskId, WorkerId> of(
      JobGraph graph, List<WorkerId> workers, Map<SubtaskId, WorkerId> before) {
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("no workers");
    }
    JobVertex widest =
        graph.vertices().stream()
            .max(Comparator.comparingInt(JobVertex::parallelism))
            .orElseThrow();
    List<WorkerId> turns = turns(widest, workers, before);
    Map<SubtaskId, WorkerId> placement = new LinkedHashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      for (int i = 0; i < vertex.parallelism(); i++) {
        placement.put(new SubtaskId(vertex.id(), i), turns.get(i % turns.size()));
      }
    }
    return placement;
  }

  /** The workers that take turns: the i-th where subtask i was, if it is there and still free. */
  private static List<WorkerId> turns(
      JobVertex widest, List<WorkerId> workers, Map<SubtaskId, WorkerId> before) {
    int count = Math.min(widest.parallelism(), workers.size());
    List<WorkerId> free = new ArrayList<>(workers);
    Map<Integer, WorkerId> kept = new HashMap<>();
    for (int i = 0; i < count; i++) {
      WorkerId was = before.get(new SubtaskId(widest.id(), i));
      if (was != null && free.remove(was)) {
        kept.put(i, was);
      }
    }
    List<WorkerId> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WorkerId worker = kept.get(i);
      turns.add(worker == null ? free.remove(0) : worker);
    }
    return turns;
  }
}
