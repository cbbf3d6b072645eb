package io.weir.worker.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CrashingRunner;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

final class BeamJobTest {
  private static BeamJob grouping(WindowFn<Object, IntervalWindow> windows) {
    var options = PipelineOptionsFactory.create();
    options.setRunner(CrashingRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Make", Create.of(KV.of("key", 1L)))
        .apply("Windows", Window.into(windows))
        .apply("Group", GroupByKey.create());
    return BeamJob.of(
        Planner.plan(PipelineTranslator.toProto(pipeline), options).graph().payload(),
        BeamJobTest.class.getClassLoader());
  }

  /** The id of the PCollection that the transform makes. */
  private static String output(BeamJob job, String transform) {
    return job.components().getTransformsMap().values().stream()
        .filter(candidate -> candidate.getUniqueName().equals(transform))
        .flatMap(candidate -> candidate.getOutputsMap().values().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void knowsThatWindowsHaveMergedBehindAGrouping() {
    BeamJob job = grouping(Sessions.withGapDuration(Duration.millis(10)));

    assertThat(job.windowing(output(job, "Windows")).isAlreadyMerged(), is(false));
    assertThat(job.windowing(output(job, "Group")).isAlreadyMerged(), is(true));
    assertThat(job.windowing(output(job, "Group")).needsMerge(), is(false));
  }

  @Test
  void doesNotTakeWindowsForMergedThatNeverMerge() {
    BeamJob job = grouping(FixedWindows.of(Duration.millis(10)));

    assertThat(job.windowing(output(job, "Group")).isAlreadyMerged(), is(false));
    assertThat(job.windowing(output(job, "Group")).getWindowFn(), instanceOf(FixedWindows.class));
    assertThat(
        job.windowCoder(output(job, "Group")), instanceOf(IntervalWindow.getCoder().getClass()));
  }

  @Test
  void refusesAPCollectionThatThePipelineDoesNotHave() {
    BeamJob job = grouping(FixedWindows.of(Duration.millis(10)));

    assertThrows(IllegalArgumentException.class, () -> job.windowing("another"));
  }
}
