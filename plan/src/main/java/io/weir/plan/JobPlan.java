package io.weir.plan;

import io.weir.engine.config.RestoreRules;
import io.weir.engine.graph.JobGraph;
import io.weir.plan.state.StateChange;
import java.util.List;

/**
 * A planned job.
 *
 * @param graph what the engine runs
 * @param settings the options, checked and with defaults
 * @param streaming whether the pipeline reads unbounded input
 * @param explain the graph in words: vertices with their operators, edges, grouping roads
 * @param restoreRules how the state of the savepoint is taken over, if there is one
 * @param stateChanges what becomes of each piece of that state
 */
public record JobPlan(
    JobGraph graph,
    JobSettings settings,
    boolean streaming,
    String explain,
    RestoreRules restoreRules,
    List<StateChange> stateChanges) {
  /** Copies the list. */
  public JobPlan {
    stateChanges = List.copyOf(stateChanges);
  }
}
