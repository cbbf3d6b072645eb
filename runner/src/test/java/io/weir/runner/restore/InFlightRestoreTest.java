package io.weir.runner.restore;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.runner.WeirPipelineResult;
import io.weir.runner.savepoint.Savepoint;
import io.weir.runner.savepoint.SavepointReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose slow steps hold its source up is cancelled, and goes on at any parallelism from a
 * checkpoint whose barriers overtook what waited for those steps.
 */
@Timeout(300)
final class InFlightRestoreTest {
  private static final List<Integer> PARALLELISMS = List.of(1, 2, 3, 4);
  private static final long HALF = 2_000;
  private static final long END = 2_100;
  private static final long KEYS = 7;

  private static List<String> expected = List.of();

  @BeforeAll
  static void sum() {
    expected =
        LongStream.range(0, KEYS)
            .mapToObj(
                key ->
                    KV.of(key, LongStream.range(0, END).filter(n -> n % KEYS == key).sum())
                        .toString())
            .map(sum -> "sum " + sum)
            .sorted()
            .toList();
  }

  /** Slow as long as the gate is shut. */
  private static final class SlowFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element T element, OutputReceiver<T> out) throws InterruptedException {
      Gate.awaitOpen(Duration.ofMillis(20));
      out.output(element);
    }
  }

  private static WeirPipelineResult run(int parallelism, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=WeirRunner",
                "--parallelism=" + parallelism,
                "--progressIntervalMillis=0",
                "--maxRestarts=0"));
    arguments.addAll(List.of(more));
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
    pipeline
        .apply("Read", Read.from(GatedSource.of(HALF, END)))
        .apply(Redistribute.<Long>arbitrarily())
        .apply("SlowAnywhere", ParDo.of(new SlowFn<>()))
        .apply("Key", WithKeys.of(n -> n % KEYS))
        .setCoder(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()))
        .apply(Redistribute.byKey())
        .apply("SlowByKey", ParDo.of(new SlowFn<>()))
        .apply(Window.into(FixedWindows.of(org.joda.time.Duration.standardHours(1))))
        .apply(Sum.longsPerKey())
        .apply(ParDo.of(new Gate.NoteFn<>("sum ")));
    return (WeirPipelineResult) pipeline.run();
  }

  private static String job(Path checkpoints) throws IOException {
    try (Stream<Path> jobs = Files.list(checkpoints)) {
      return jobs.findFirst().orElseThrow().toString();
    }
  }

  private static boolean hasElementsInFlight(Path checkpoints) {
    try {
      return Savepoint.open(job(checkpoints)).savedState().hasElementsInFlight();
    } catch (IOException | RuntimeException notYet) {
      return false;
    }
  }

  /** Answers a checkpoint, which its job has left behind. */
  private static String cancelled(int parallelism, Path directory) throws IOException {
    Gate.shut();
    WeirPipelineResult result =
        run(
            parallelism,
            "--checkpointStoragePath=" + directory,
            "--checkpointingInterval=50",
            "--alignedCheckpointTimeoutMillis=0");
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> result.getState().isTerminal() || hasElementsInFlight(directory));
    State end = result.cancel();
    assertThat(end, is(State.CANCELLED));
    return job(directory);
  }

  private static String inspected(String checkpoint) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    SavepointReport.print(
        Savepoint.open(checkpoint), new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anyParallelismGoesOnWithWhatWasInFlightAtAnyOther(@TempDir Path directory)
      throws IOException {
    for (int from : PARALLELISMS) {
      String checkpoint = cancelled(from, directory.resolve("from-" + from));
      assertThat(
          "in flight", Savepoint.open(checkpoint).savedState().hasElementsInFlight(), is(true));
      assertThat(inspected(checkpoint), containsString("elements in flight"));
      for (int to : PARALLELISMS) {
        Gate.shut();
        Gate.open();

        State end = run(to, "--savepointPath=" + checkpoint).waitUntilFinish();

        assertThat(end, is(not(State.FAILED)));
        assertThat(from + " to " + to, Gate.notes(), is(expected));
      }
    }
  }
}
