package io.weir.plan;

import io.weir.engine.config.RestoreRules;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.state.EvolvedCoders;
import io.weir.plan.state.SavedState;
import io.weir.plan.state.StateChange;
import io.weir.plan.state.StateComparison;
import io.weir.plan.state.StateSchema;
import io.weir.plan.state.StateSchemaBuilder;
import io.weir.plan.state.TransformNameMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** How a job takes over the state of a savepoint, after it was found that it can. */
final class StateTakeover {
  private final StateComparison.Result comparison;
  private final RestoreRules rules;

  private StateTakeover(StateComparison.Result comparison, RestoreRules rules) {
    this.comparison = comparison;
    this.rules = rules;
  }

  /**
   * Compares a planned job with the savepoint.
   *
   * @throws UnsupportedPipelineException if state would be lost that may not be, or cannot be read
   */
  static StateTakeover of(
      SavedState saved, JobGraph graph, RunnerApi.Pipeline pipeline, WeirPipelineOptions options) {
    if (graph.maxParallelism() != saved.maxParallelism()) {
      throw new UnsupportedPipelineException(
          "savepoint %s has a max parallelism of %d, the job one of %d; set --maxParallelism=%d"
              .formatted(
                  saved.path(),
                  saved.maxParallelism(),
                  graph.maxParallelism(),
                  saved.maxParallelism()));
    }
    TransformNameMapping names = TransformNameMapping.of(options.getTransformNameMapping());
    Set<String> operators = operators(graph);
    StateSchema schema = StateSchemaBuilder.build(graph, pipeline);
    refuseOtherElements(saved, schema);
    StateComparison.Result comparison = StateComparison.compare(saved, schema, operators, names);
    refuseLosses(saved, comparison.changes(), options.getAllowNonRestoredState());
    Map<String, String> renamed = new TreeMap<>();
    for (String operator : operators) {
      String before = names.oldName(operator);
      if (!before.equals(operator)) {
        renamed.put(operator, before);
      }
    }
    return new StateTakeover(
        comparison, new RestoreRules(renamed, options.getAllowNonRestoredState()));
  }

  private static void refuseOtherElements(SavedState saved, StateSchema schema) {
    if (saved.hasElementsInFlight() && !saved.schema().elementForm().equals(schema.elementForm())) {
      throw new UnsupportedPipelineException(
          ("checkpoint %s holds elements that were on their way, and only a pipeline with the same"
                  + " transforms and coders can take them over; take a savepoint, which holds none,"
                  + " or set --alignedCheckpointTimeoutMillis=-1")
              .formatted(saved.path()));
    }
  }

  private static void refuseLosses(SavedState saved, List<StateChange> changes, boolean mayDrop) {
    List<StateChange> losses =
        changes.stream()
            .filter(change -> change.kind().isLoss())
            .filter(change -> !mayDrop || change.kind() == StateChange.Kind.INCOMPATIBLE)
            .toList();
    if (!losses.isEmpty()) {
      throw new UnsupportedPipelineException(
          "the pipeline does not fit the state of %s:%n%s%n%s"
              .formatted(
                  saved.path(),
                  losses.stream().map(change -> "  " + change).collect(Collectors.joining("\n")),
                  "--transformNameMapping tells of renamed transforms,"
                      + " --allowNonRestoredState drops what nothing wants"));
    }
  }

  private static Set<String> operators(JobGraph graph) {
    Set<String> names = new TreeSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (OperatorNode node : vertex.operators()) {
        names.add(node.stableName());
      }
    }
    return names;
  }

  /** What becomes of each piece of state. */
  List<StateChange> changes() {
    return comparison.changes();
  }

  /** How operators find their state. */
  RestoreRules rules() {
    return rules;
  }

  /** Whether cells are read with another coder than the pipeline says. */
  boolean evolves() {
    return !comparison.evolvedCoders().isEmpty();
  }

  /** The pipeline with those coders. */
  RunnerApi.Pipeline evolve(RunnerApi.Pipeline pipeline, JobGraph graph) {
    return EvolvedCoders.apply(pipeline, graph, comparison.evolvedCoders());
  }
}
