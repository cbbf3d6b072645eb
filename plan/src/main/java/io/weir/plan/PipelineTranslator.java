package io.weir.plan;

import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.util.construction.Environments;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;
import org.apache.beam.sdk.util.construction.SplittableParDo;
import org.apache.beam.sdk.util.construction.UnconsumedReads;

/**
 * Turns a Java pipeline into the proto that {@link Planner} takes.
 *
 * <p>Thread: the one that owns the pipeline.
 */
public final class PipelineTranslator {
  private PipelineTranslator() {}

  /**
   * Normalises the pipeline and translates it. Changes the pipeline: reads become primitive, and
   * each gets a consumer. May be called again for the same pipeline.
   */
  public static RunnerApi.Pipeline toProto(Pipeline pipeline) {
    SplittableParDo.convertReadBasedSplittableDoFnsToPrimitiveReads(pipeline);
    UnconsumedReads.ensureAllReadsConsumed(pipeline);
    SdkComponents components = SdkComponents.create();
    components.registerEnvironment(javaEnvironment());
    return RepeatingSources.mark(pipeline, PipelineTranslation.toProto(pipeline, components));
  }

  /** The environment of code that runs in the worker's own JVM. */
  private static RunnerApi.Environment javaEnvironment() {
    return RunnerApi.Environment.newBuilder()
        .setUrn("beam:env:embedded:v1")
        .addAllCapabilities(Environments.getJavaCapabilities())
        .build();
  }
}
