package io.weir.runner;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are stopped behind a savepoint or drained. */
@Timeout(120)
final class StopTest {
  private static final Queue<Long> NUMBERS = new ConcurrentLinkedQueue<>();
  private static final Queue<Long> COUNTS = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    NUMBERS.clear();
    COUNTS.clear();
  }

  /** Numbers without end; their count per hour is told when the hour is over. */
  private static WeirPipelineResult run(String... args) {
    Pipeline pipeline = Jobs.pipeline(args);
    pipeline
        .apply(GenerateSequence.from(0).withRate(1, Duration.millis(1)))
        .apply("Note", ParDo.of(new NotingFn()))
        .apply(Window.into(FixedWindows.of(Duration.standardHours(1))))
        .apply(WithKeys.of("all"))
        .apply(Count.perKey())
        .apply("NoteCount", ParDo.of(new NotingCountFn()));
    return (WeirPipelineResult) pipeline.run();
  }

  private static void awaitNumbers(int count) {
    await().until(() -> NUMBERS.size() > count);
  }

  private static List<Long> numbers() {
    return NUMBERS.stream().sorted().toList();
  }

  /** Each of the two splits, even and odd numbers, was read from its beginning without a gap. */
  private static void assertNothingIsLostOrDoubled() {
    for (int first : List.of(0, 1)) {
      List<Long> split = numbers().stream().filter(n -> n % 2 == first).toList();
      assertThat(
          split, is(LongStream.range(0, split.size()).map(i -> 2 * i + first).boxed().toList()));
    }
  }

  @Test
  void stopsBehindASavepointAndGoesOnFromItWithoutLossOrDouble() throws Exception {
    WeirPipelineResult first = run();
    awaitNumbers(200);
    String savepoint = first.stop(directory.toString());
    assertThat(first.waitUntilFinish(), is(State.DONE));
    assertNothingIsLostOrDoubled();
    int before = NUMBERS.size();

    WeirPipelineResult second = run("--savepointPath=" + savepoint);
    awaitNumbers(before + 200);
    second.drain();

    assertThat(second.waitUntilFinish(), is(State.DONE));
    assertThat(NUMBERS.size(), greaterThan(before));
    assertNothingIsLostOrDoubled();
    assertThat(COUNTS.stream().mapToLong(Long::longValue).sum(), is((long) NUMBERS.size()));
  }

  @Test
  void drainsAllThatWasReadThroughTheWindows() throws Exception {
    WeirPipelineResult result = run("--checkpointingInterval=50");
    awaitNumbers(200);

    result.drain();

    assertThat(result.waitUntilFinish(), is(State.DONE));
    assertNothingIsLostOrDoubled();
    assertThat(COUNTS.stream().mapToLong(Long::longValue).sum(), is((long) NUMBERS.size()));
  }

  @Test
  void writesASavepointWhileTheJobGoesOn() throws Exception {
    WeirPipelineResult result =
        run("--checkpointingInterval=50", "--checkpointStoragePath=" + directory);
    awaitNumbers(100);

    String savepoint = result.savepoint("");
    int then = NUMBERS.size();
    awaitNumbers(then + 500);

    result.cancel();
    Path copy = Path.of(URI.create(savepoint));
    assertThat(copy.startsWith(directory.resolve("savepoints")), is(true));
    assertThat(Files.exists(copy.resolve("_manifest")), is(true));
    NUMBERS.clear();
    WeirPipelineResult second = run("--savepointPath=" + savepoint);
    awaitNumbers(10);
    second.cancel();
    assertThat(numbers().get(0) <= then, is(true));
    assertThat(numbers().get(0), greaterThan(50L));
  }

  @Test
  void goesOnWhenTheSavepointCannotBeWritten() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "a file");
    WeirPipelineResult result = run();
    awaitNumbers(100);

    IOException refusal =
        assertThrows(IOException.class, () -> result.stop(file.resolve("below").toString()));

    assertThat(refusal.getMessage(), containsString(file.resolve("below").toString()));
    awaitNumbers(NUMBERS.size() + 100);
    result.cancel();
  }

  private static final class NotingFn extends DoFn<Long, Long> {
    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      NUMBERS.add(number);
      out.output(number);
    }
  }

  private static final class NotingCountFn extends DoFn<KV<String, Long>, Void> {
    @ProcessElement
    public void process(@Element KV<String, Long> count) {
      COUNTS.add(count.getValue());
    }
  }
}
