package io.weir.runner;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Beam user can do with a job that runs in the user's own JVM. */
@Timeout(120)
final class EmbeddedLifecycleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static WeirPipelineResult run(Pipeline pipeline) {
    return (WeirPipelineResult) pipeline.run();
  }

  private static List<Path> temporaryCheckpoints(WeirPipelineResult job) throws IOException {
    String prefix = CheckpointDirectory.TEMPORARY_PREFIX + job.getJobId();
    try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return paths.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static List<String> threadsWith(ClassLoader classLoader, Thread but) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getContextClassLoader() == classLoader)
        .filter(thread -> thread != Thread.currentThread() && thread != but)
        .map(Thread::getName)
        .toList();
  }

  @Test
  void finishedJobIsDoneAndItsMetricsAreCommitted() {
    WeirPipelineResult result = run(Jobs.numbers(1000));

    assertThat(result.waitUntilFinish(), is(State.DONE));
    assertThat(result.getState(), is(State.DONE));
    assertThat(Jobs.seen(result), equalTo(List.of(1000L, 1000L)));
    assertThat(result.getJobId(), matchesPattern("[0-9a-f]{32}"));
    assertThat(result.waitUntilFinish(), is(State.DONE));
  }

  @Test
  void runningJobShowsItsStateAndMetrics() throws Exception {
    WeirPipelineResult result = run(Jobs.endless("--checkpointingInterval=100"));
    try {
      await().atMost(PATIENCE).until(() -> Jobs.seen(result).get(0), greaterThan(0L));
      await().atMost(PATIENCE).until(() -> Jobs.seen(result).get(1), greaterThan(0L));
      assertThat(result.getState(), is(State.RUNNING));
    } finally {
      result.cancel();
    }
  }

  @Test
  void waitingForALimitedTimeEndsWithNull() throws Exception {
    WeirPipelineResult result = run(Jobs.endless());
    try {
      assertThat(result.waitUntilFinish(org.joda.time.Duration.millis(50)), nullValue());
    } finally {
      assertThat(result.cancel(), is(State.CANCELLED));
    }
    assertThat(
        result.waitUntilFinish(org.joda.time.Duration.standardMinutes(1)), is(State.CANCELLED));
  }

  @Test
  void cancelledJobLeavesNoThreadAndNoCheckpoints() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader classLoader = new URLClassLoader(new URL[0], own)) {
      thread.setContextClassLoader(classLoader);
      WeirPipelineResult result = run(Jobs.endless("--checkpointingInterval=50"));
      await().atMost(PATIENCE).until(() -> Jobs.seen(result).get(1), greaterThan(0L));

      assertThat(temporaryCheckpoints(result), hasSize(1));

      assertThat(result.cancel(), is(State.CANCELLED));

      assertThat(temporaryCheckpoints(result), empty());
      await().atMost(PATIENCE).until(() -> threadsWith(classLoader, thread), empty());
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void cancellingAJobThatIsOverIsHarmless() throws Exception {
    WeirPipelineResult result = run(Jobs.numbers(10));
    result.waitUntilFinish();

    assertThat(result.cancel(), is(State.DONE));
  }

  @Test
  void severalJobsRunAtOnce() {
    List<WeirPipelineResult> results = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      results.add(run(Jobs.numbers(i * 1000L, "--jobName=same")));
    }

    for (int i = 1; i <= 4; i++) {
      WeirPipelineResult result = results.get(i - 1);
      assertThat(result.waitUntilFinish(), is(State.DONE));
      assertThat(Jobs.seen(result).get(1), is(i * 1000L));
    }
    assertThat(results.stream().map(WeirPipelineResult::getJobId).distinct().count(), is(4L));
  }

  @Test
  void onePipelineRunsTwice() {
    Pipeline pipeline = Jobs.numbers(100);

    assertThat(run(pipeline).waitUntilFinish(), is(State.DONE));
    assertThat(run(pipeline).waitUntilFinish(), is(State.DONE));
  }

  @Test
  void severalEmbeddedWorkersShareAJob() {
    WeirPipelineResult result = run(Jobs.numbers(1000, "--workers=3", "--parallelism=4"));

    assertThat(result.waitUntilFinish(), is(State.DONE));
    assertThat(Jobs.seen(result).get(1), is(1000L));
  }

  @Test
  void callerNeedsNoContextClassLoader() throws Exception {
    Pipeline pipeline = Jobs.numbers(10);
    FutureTask<State> task = new FutureTask<>(() -> run(pipeline).waitUntilFinish());
    Thread thread = new Thread(task);
    thread.setContextClassLoader(null);
    thread.start();

    assertThat(task.get(60, TimeUnit.SECONDS), is(State.DONE));
  }
}
