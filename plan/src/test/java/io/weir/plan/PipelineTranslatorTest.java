package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.TextIO;
import org.junit.jupiter.api.Test;

class PipelineTranslatorTest {
  private final Pipeline pipeline = Plans.pipeline();

  @Test
  void makesReadsPrimitiveAndGivesThemAConsumer() {
    pipeline.apply("Text", TextIO.read().from("lines.txt"));
    pipeline.apply("Numbers", GenerateSequence.from(0));

    List<NativeTransform> transforms =
        TransformWalk.nativeTransforms(PipelineTranslator.toProto(pipeline));

    assertThat(
        transforms.stream().map(NativeTransform::kind).sorted().toList(),
        contains(
            TransformKind.READ, TransformKind.READ, TransformKind.PAR_DO, TransformKind.PAR_DO));
  }

  @Test
  void translatesTheSamePipelineTwice() {
    pipeline.apply("Text", TextIO.read().from("lines.txt"));
    RunnerApi.Pipeline first = PipelineTranslator.toProto(pipeline);

    RunnerApi.Pipeline second = PipelineTranslator.toProto(pipeline);

    assertThat(
        second.getComponents().getTransformsMap().keySet(),
        is(first.getComponents().getTransformsMap().keySet()));
  }

  @Test
  void needsNoEnvironmentButTheWorker() {
    pipeline.apply("Text", TextIO.read().from("lines.txt"));
    assertThat(
        PipelineTranslator.toProto(pipeline).getComponents().getEnvironmentsMap().values().stream()
            .map(RunnerApi.Environment::getUrn)
            .toList(),
        contains("beam:env:embedded:v1"));
  }
}
