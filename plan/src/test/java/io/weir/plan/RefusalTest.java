package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private final Pipeline pipeline = Plans.pipeline();

  private static String refusal(Pipeline pipeline) {
    return refusal(PipelineTranslator.toProto(pipeline), pipeline);
  }

  private static String refusal(RunnerApi.Pipeline proto, Pipeline pipeline) {
    return String.valueOf(
        assertThrows(
                UnsupportedPipelineException.class,
                () -> Planner.plan(proto, pipeline.getOptions()))
            .getMessage());
  }

  @Test
  void namesTheStatefulTransformInSessions() {
    pipeline
        .apply(Create.of(KV.of("k", "v")))
        .apply(Window.into(Sessions.withGapDuration(Duration.standardMinutes(1))))
        .apply("Mine", ParDo.of(new TestFns.WithBag()));
    assertThat(
        refusal(pipeline),
        is(
            "transform \"Mine/ParMultiDo(WithBag)\":"
                + " Beam has no state or timers in windows that merge, such as sessions:"
                + " group by key first, or use other windows"));
  }

  @Test
  void namesAnUnknownRequirement() {
    pipeline.apply(Create.of("a"));
    RunnerApi.Pipeline proto =
        PipelineTranslator.toProto(pipeline).toBuilder().addRequirements("beam:new:v1").build();
    assertThat(
        refusal(proto, pipeline), is("the pipeline has an unknown requirement: beam:new:v1"));
  }

  @Test
  void namesAnUnknownTransform() {
    RunnerApi.Pipeline proto =
        withSpec(RunnerApi.FunctionSpec.newBuilder().setUrn("beam:transform:new:v1").build());
    assertThat(
        refusal(proto, pipeline),
        is("transform \"Mine/ParMultiDo(Plain)\": unknown transform beam:transform:new:v1"));
  }

  @Test
  void namesATransformInAnotherLanguage() {
    RunnerApi.ParDoPayload foreign =
        RunnerApi.ParDoPayload.newBuilder()
            .setDoFn(RunnerApi.FunctionSpec.newBuilder().setUrn("beam:dofn:pickled_python_info:v1"))
            .build();
    RunnerApi.Pipeline proto =
        withSpec(
            RunnerApi.FunctionSpec.newBuilder()
                .setUrn("beam:transform:pardo:v1")
                .setPayload(foreign.toByteString())
                .build());
    assertThat(
        refusal(proto, pipeline),
        is(
            "transform \"Mine/ParMultiDo(Plain)\": code that is not Java is not supported yet"
                + " (beam:dofn:pickled_python_info:v1)"));
  }

  private RunnerApi.Pipeline withSpec(RunnerApi.FunctionSpec spec) {
    pipeline.apply(Create.of("a")).apply("Mine", ParDo.of(new TestFns.Plain<String>()));
    RunnerApi.Pipeline.Builder proto = PipelineTranslator.toProto(pipeline).toBuilder();
    proto
        .getComponentsBuilder()
        .getTransformsMap()
        .forEach(
            (id, transform) -> {
              if (transform.getUniqueName().equals("Mine/ParMultiDo(Plain)")) {
                proto
                    .getComponentsBuilder()
                    .putTransforms(id, transform.toBuilder().setSpec(spec).build());
              }
            });
    return proto.build();
  }
}
