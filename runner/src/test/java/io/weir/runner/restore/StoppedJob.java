package io.weir.runner.restore;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.runner.WeirPipelineResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A job that is stopped halfway, and whose second half goes on from a savepoint. */
final class StoppedJob {
  private final Consumer<Pipeline> transforms;
  private final Path directory;

  /**
   * A job.
   *
   * @param transforms what it does; its sources wait for the gate
   * @param directory where its savepoints go
   */
  StoppedJob(Consumer<Pipeline> transforms, Path directory) {
    this.transforms = transforms;
    this.directory = directory;
  }

  /** Where a half runs. */
  record Place(int parallelism, String backend) {
    List<String> arguments() {
      return List.of("--parallelism=" + parallelism, "--stateBackend=" + backend);
    }
  }

  /** Runs the first half, and stops the job when it is halfway. Answers the savepoint. */
  String firstHalf(Place place, Callable<Boolean> halfway) throws Exception {
    Gate.shut();
    return stopped(run(place, List.of()), halfway);
  }

  /** Goes on from a savepoint, and stops the job again at once. Answers the next savepoint. */
  String goOn(Place place, String savepoint) throws Exception {
    return stopped(run(place, List.of("--savepointPath=" + savepoint)), () -> true);
  }

  private String stopped(WeirPipelineResult result, Callable<Boolean> halfway) throws Exception {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> result.getState().isTerminal() || halfway.call());
    String savepoint = result.stop(directory.toString());
    assertThat(result.waitUntilFinish(), is(State.DONE));
    return savepoint;
  }

  /** Runs the second half to its end. */
  void secondHalf(Place place, String savepoint) {
    Gate.open();
    assertThat(
        run(place, List.of("--savepointPath=" + savepoint)).waitUntilFinish(), is(State.DONE));
  }

  /** Runs the job as a whole. */
  void whole(Place place) {
    Gate.shut();
    Gate.open();
    assertThat(run(place, List.of()).waitUntilFinish(), is(State.DONE));
  }

  /** What waits for a checkpoint is released when the job is stopped; bundles stay open long. */
  private WeirPipelineResult run(Place place, List<String> more) {
    List<String> arguments = new ArrayList<>(place.arguments());
    arguments.addAll(
        List.of(
            "--runner=WeirRunner",
            "--progressIntervalMillis=0",
            "--maxRestarts=0",
            "--maxBundleSize=1000000",
            "--maxBundleTimeMillis=3600000",
            "--checkpointingInterval=3600000"));
    arguments.addAll(more);
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
    transforms.accept(pipeline);
    return (WeirPipelineResult) pipeline.run();
  }
}
