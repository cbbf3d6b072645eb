package io.weir.plan;

import io.weir.engine.config.RestoreRules;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.plan.state.SavedState;
import io.weir.plan.state.StateSchemaBuilder;
import java.util.List;
import java.util.Optional;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;

/**
 * Turns a pipeline proto into a job graph. No user code is loaded.
 *
 * <p>Thread: any.
 */
public final class Planner {
  private Planner() {}

  /**
   * Plans a job. The plan is the same whenever pipeline and options are.
   *
   * @throws UnsupportedPipelineException if the pipeline uses what Weir cannot run; names the
   *     transform
   * @throws IllegalArgumentException if an option has a bad value or the proto is broken
   */
  public static JobPlan plan(RunnerApi.Pipeline pipeline, PipelineOptions options) {
    return plan(pipeline, options, Optional.empty());
  }

  /**
   * Plans a job that starts from a savepoint or another job's checkpoint.
   *
   * @param saved what the job takes over
   * @throws UnsupportedPipelineException if the pipeline uses what Weir cannot run, or does not fit
   *     the state; names the transform
   * @throws IllegalArgumentException if an option has a bad value or the proto is broken
   */
  public static JobPlan plan(
      RunnerApi.Pipeline pipeline, PipelineOptions options, Optional<SavedState> saved) {
    List<NativeTransform> transforms = TransformWalk.nativeTransforms(pipeline);
    FeatureCheck.check(pipeline, transforms);
    boolean streaming =
        options.as(StreamingOptions.class).isStreaming() || hasUnbounded(pipeline, transforms);
    JobSettings settings = JobSettings.of(options, streaming);
    if (transforms.stream().anyMatch(t -> t.kind() == TransformKind.TEST_STREAM)) {
      settings = settings.inRounds();
    }
    JobGraph graph = graph(pipeline, transforms, settings);
    if (saved.isEmpty()) {
      return new JobPlan(
          graph, settings, streaming, Explanation.of(graph), RestoreRules.STRICT, List.of());
    }
    StateTakeover takeover = StateTakeover.of(saved.get(), graph, pipeline, settings.options());
    if (takeover.evolves()) {
      RunnerApi.Pipeline evolved = takeover.evolve(pipeline, graph);
      graph = graph(evolved, TransformWalk.nativeTransforms(evolved), settings);
    }
    return new JobPlan(
        graph, settings, streaming, Explanation.of(graph), takeover.rules(), takeover.changes());
  }

  /**
   * Plans a job again with another parallelism. It can take over the state of the first.
   *
   * @param graph the job's graph, as it was planned
   * @throws IllegalArgumentException if the parallelism is out of range
   */
  public static JobGraph withParallelism(JobGraph graph, int parallelism) {
    JobPayload payload = JobPayload.parse(graph.payload());
    WeirPipelineOptions options =
        PipelineOptionsTranslation.fromJson(payload.optionsJson()).as(WeirPipelineOptions.class);
    options.setParallelism(parallelism);
    return plan(payload.pipeline(), options).graph();
  }

  private static JobGraph graph(
      RunnerApi.Pipeline pipeline, List<NativeTransform> transforms, JobSettings settings) {
    LogicalGraph logical = new LogicalGraph(pipeline);
    StableInputs stable =
        new StableInputs(pipeline.getComponents(), settings.options().getStableReshuffle());
    OperatorExpansion expansion = new OperatorExpansion(logical, stable, settings.parallelism());
    transforms.forEach(expansion::expand);
    List<LogicalOperator> operators = PassthroughElision.apply(logical.operators());
    List<VertexFusion.Draft> vertices = VertexFusion.fuse(operators, settings.parallelism());
    String optionsJson = PipelineOptionsTranslation.toJson(settings.options());
    Bytes payload = new JobPayload(logical.pipeline(), optionsJson).toBytes();
    JobGraph graph = GraphAssembly.assemble(vertices, settings.maxParallelism(), payload);
    return graph.withStateSchema(StateSchemaBuilder.build(graph, logical.pipeline()).toBytes());
  }

  private static boolean hasUnbounded(
      RunnerApi.Pipeline pipeline, List<NativeTransform> transforms) {
    return transforms.stream()
        .flatMap(transform -> transform.proto().getOutputsMap().values().stream())
        .anyMatch(
            id ->
                pipeline.getComponents().getPcollectionsOrThrow(id).getIsBounded()
                    == RunnerApi.IsBounded.Enum.UNBOUNDED);
  }
}
