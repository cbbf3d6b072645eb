package io.weir.runner;

import static io.weir.runner.FakeJobClient.vertex;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.weir.engine.control.Failure;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.master.JobState;
import io.weir.plan.JobPlan;
import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.junit.jupiter.api.Test;

final class JobConsoleTest {
  private static final long INTERVAL_MS = 10_000;
  private static final String ID = FakeJobClient.ID.value();

  private final FakeClock clock = new FakeClock();
  private final FakeJobClient job = new FakeJobClient(clock);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private JobConsole console(long intervalMs) {
    return new JobConsole(
        job, "words", intervalMs, new PrintStream(printed, true, StandardCharsets.UTF_8), clock);
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static JobPlan plan(String... options) {
    Pipeline pipeline = Jobs.pipeline(options);
    pipeline.apply("Words", Create.of("a", "b"));
    return Planner.plan(PipelineTranslator.toProto(pipeline), pipeline.getOptions());
  }

  @Test
  void saysNameIdAndHowToCancelOnSubmit() {
    console(INTERVAL_MS).submitted(plan("--parallelism=2"));

    assertThat(
        lines(),
        contains(
            "Job words ("
                + ID
                + ") submitted, bounded, parallelism 2; press the red button to cancel it"));
  }

  @Test
  void printsThePlanWhenAskedToExplainIt() {
    console(0).submitted(plan("--explain=true"));

    assertThat(lines().get(0), containsString("max parallelism 128"));
    assertThat(lines(), hasItem(containsString("\"Words/")));
  }

  @Test
  void printsALineOfProgressAtEachInterval() throws Exception {
    long watermark = clock.currentMillis();
    job.then(
            JobState.RUNNING,
            Optional.empty(),
            vertex(0, 2, 0, Watermark.MAX),
            vertex(1, 0, 1250.4, watermark))
        .then(JobState.RUNNING, Optional.empty(), vertex(0, 0, 0, Watermark.MIN))
        .then(JobState.DONE, Optional.empty());

    console(INTERVAL_MS).follow();

    assertThat(
        lines().subList(0, 2),
        contains(
            "words: RUNNING, 1 of 2 stages finished, 1250 elements/s, watermark 10.0 s behind, last"
                + " checkpoint 2.5 s ago",
            "words: RUNNING, 0 of 1 stages finished, 0 elements/s, watermark not known yet, last"
                + " checkpoint 2.5 s ago"));
    assertThat(job.waits(), hasItem(Duration.ofMillis(INTERVAL_MS)));
  }

  @Test
  void tellsWatermarksAheadOfTheClock() throws Exception {
    long soon = clock.currentMillis() + INTERVAL_MS + 5_000;
    long endOfGlobalWindow = GlobalWindow.INSTANCE.maxTimestamp().getMillis();
    job.then(JobState.RUNNING, Optional.empty(), vertex(0, 0, 0, soon))
        .then(JobState.RUNNING, Optional.empty(), vertex(0, 0, 0, endOfGlobalWindow))
        .then(JobState.DONE, Optional.empty());

    console(INTERVAL_MS).follow();

    assertThat(
        lines().subList(0, 2),
        contains(
            containsString("watermark 5.0 s ahead,"), containsString("watermark at the end,")));
  }

  @Test
  void summarizesTheJobAtItsEnd() throws Exception {
    job.then(JobState.RUNNING, Optional.empty()).then(JobState.DONE, Optional.empty());

    console(INTERVAL_MS).follow();

    assertThat(
        lines().get(1), is("Job words (" + ID + "): DONE after 20.0 s, 1 restarts, 3 checkpoints"));
  }

  @Test
  void printsWhatUserCodeThrewFirst() throws Exception {
    Throwable thrown =
        new ExecutionException(
            new IllegalStateException("boom", new IllegalArgumentException("deeper")));
    job.then(JobState.FAILED, Optional.of(Failure.of(thrown, "Parse/ParMultiDo(Fn)")));

    console(INTERVAL_MS).follow();

    assertThat(lines().get(0), is("java.lang.IllegalStateException: boom"));
    assertThat(lines().get(1), startsWith("\tat "));
    assertThat(lines(), hasItem("Caused by: java.lang.IllegalArgumentException: deeper"));
    assertThat(
        lines().subList(lines().size() - 2, lines().size()),
        contains(
            startsWith("Job words (" + ID + "): FAILED in Parse/ParMultiDo(Fn) after 10.0 s"),
            is("Its last checkpoint is kept: --savepointPath=file:///c/4")));
  }

  @Test
  void printsAFailureWithoutAnExceptionAsItsMessage() throws Exception {
    job.then(JobState.FAILED, Optional.of(Failure.of("worker w1 lost: no heartbeat", "")));

    console(INTERVAL_MS).follow();

    assertThat(lines().get(0), is("worker w1 lost: no heartbeat"));
    assertThat(lines().size(), is(3));
  }

  @Test
  void doesNotPrintFailuresThatTheJobGotOver() throws Exception {
    job.then(JobState.DONE, Optional.of(Failure.of(new IllegalStateException("boom"), "Parse")));

    console(INTERVAL_MS).follow();

    assertThat(lines(), not(hasItem(containsString("boom"))));
  }

  @Test
  void printsNothingWhenProgressIsOff() throws Exception {
    job.then(JobState.FAILED, Optional.of(Failure.of(new IllegalStateException("boom"), "Parse")));

    JobConsole console = console(0);
    console.submitted(plan());
    console.follow();

    assertThat(lines(), empty());
    assertThat(job.waits().get(0).toHours(), greaterThan(1L));
  }

  @Test
  void saysThatTheMasterCannotBeReached() throws Exception {
    job.cutOff();

    console(INTERVAL_MS).follow();

    assertThat(
        lines(),
        contains("Job words (" + ID + "): the master cannot be reached: connection refused"));
  }
}
