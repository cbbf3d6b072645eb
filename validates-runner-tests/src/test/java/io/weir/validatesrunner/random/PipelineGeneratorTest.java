package io.weir.validatesrunner.random;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.validatesrunner.random.transforms.WithSideInput;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineGeneratorTest {
  private static final List<RandomPipeline> MANY =
      LongStream.range(0, 400).mapToObj(PipelineGenerator::generate).toList();

  private static final String ALL_PROGRAMS =
      MANY.stream().map(JavaProgram::of).collect(Collectors.joining());

  @Test
  void makesTheSamePipelineOfTheSameSeed() {
    assertThat(PipelineGenerator.generate(7), is(PipelineGenerator.generate(7)));
    assertThat(PipelineGenerator.generate(7), is(not(PipelineGenerator.generate(8))));
  }

  @Test
  void makesOnlyValidPipelines() {
    assertThat(MANY.stream().allMatch(RandomPipeline::isValid), is(true));
  }

  @ParameterizedTest
  @EnumSource
  void usesEveryTransform(UnaryTransform transform) {
    assertThat(ALL_PROGRAMS, containsString(transform.java()));
  }

  @ParameterizedTest
  @EnumSource
  void usesEveryKindOfSideInput(WithSideInput.Kind kind) {
    assertThat(ALL_PROGRAMS, containsString("WithSideInput.Kind." + kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TestStream.create",
        "Create.timestamped",
        "Flatten.pCollections",
        "new Split()",
        "new GlobalWindows()",
        "FixedWindows.of",
        "SlidingWindows.of",
        "Sessions.withGapDuration",
        "DefaultTrigger.of",
        "Never.ever",
        "withEarlyFirings",
        "withLateFirings",
        "Repeatedly.forever",
        "AfterPane.elementCountAtLeast",
        "AfterProcessingTime.pastFirstElementInPane",
        "alignedTo",
        "AfterFirst.of",
        "AfterAll.of",
        "AfterEach.inOrder",
        "orFinally",
        "accumulatingFiredPanes",
        "discardingFiredPanes",
        "TimestampCombiner.EARLIEST",
        "TimestampCombiner.LATEST",
        "ClosingBehavior.FIRE_ALWAYS",
        "OnTimeBehavior.FIRE_IF_NON_EMPTY"
      })
  void usesEveryKindOfWindowingAndSource(String code) {
    assertThat(ALL_PROGRAMS, containsString(code));
  }
}
