package io.weir.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code was shown stays so when the job is started again. */
@Timeout(120)
final class StableInputTest {
  private static final long COUNT = 600;
  private static final long IN_FILES = 150;

  /** What each number was turned into, as each attempt saw it; the number is the key. */
  private static final Map<Long, List<String>> SEEN = new ConcurrentHashMap<>();

  private static final AtomicInteger FAILURES = new AtomicInteger();

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    SEEN.clear();
    FAILURES.set(0);
  }

  private static PCollection<KV<Long, String>> randomized(Pipeline pipeline) {
    return pipeline
        .apply(GenerateSequence.from(0).to(COUNT))
        .apply("Randomize", ParDo.of(new RandomizingFn()))
        .setCoder(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()));
  }

  private static void assertSeenTheSame() {
    assertThat(SEEN.size(), is((int) COUNT));
    SEEN.forEach((number, seen) -> assertThat(seen.stream().distinct().count(), is(1L)));
    assertThat(FAILURES.get(), is(2));
    assertThat(SEEN.values().stream().anyMatch(seen -> seen.size() > 1), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--checkpointingInterval=50", "--checkpointingInterval=-1"})
  void parDoSeesTheSameElementsAgain(String interval) {
    Pipeline pipeline = Jobs.pipeline(interval);
    randomized(pipeline).apply("Stable", ParDo.of(new StableFn()));

    assertThat(pipeline.run().waitUntilFinish(), is(State.DONE));

    assertSeenTheSame();
  }

  @Test
  void statefulParDoSeesTheSameElementsAgain() {
    Pipeline pipeline = Jobs.pipeline("--checkpointingInterval=50");
    randomized(pipeline).apply("Stable", ParDo.of(new StableStatefulFn()));

    assertThat(pipeline.run().waitUntilFinish(), is(State.DONE));

    assertSeenTheSame();
  }

  @Test
  void stableReshuffleGivesOutTheSameElementsAgain() {
    Pipeline pipeline = Jobs.pipeline("--checkpointingInterval=50", "--stableReshuffle=true");
    randomized(pipeline).apply(Reshuffle.viaRandomKey()).apply("See", ParDo.of(new TrustingFn()));

    assertThat(pipeline.run().waitUntilFinish(), is(State.DONE));

    assertSeenTheSame();
  }

  @Test
  void fileSinkLeavesOneCopyOfEveryRecord() throws Exception {
    Pipeline pipeline = Jobs.pipeline("--checkpointingInterval=50");
    pipeline
        .apply(
            GenerateSequence.from(0)
                .to(IN_FILES)
                .withRate(1, Duration.millis(2))
                .withTimestampFn(n -> Instant.ofEpochMilli(n * 10)))
        .apply(Window.into(FixedWindows.of(Duration.millis(50))))
        .apply("Scatter", ParDo.of(new ScatteringFn()))
        .setCoder(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()))
        .apply(
            "Write",
            FileIO.<String, KV<Long, String>>writeDynamic()
                .by(KV::getValue)
                .withDestinationCoder(StringUtf8Coder.of())
                .via(Contextful.fn(element -> String.valueOf(element.getKey())), TextIO.sink())
                .to(directory.toString())
                .withNumShards(1)
                .withNaming(destination -> FileIO.Write.defaultNaming(destination, ".txt")))
        .getPerDestinationOutputFilenames()
        .apply(Values.create())
        .apply("Fail", ParDo.of(new FailingFn()));

    assertThat(pipeline.run().waitUntilFinish(), is(State.DONE));

    assertThat(FAILURES.get(), greaterThan(1));
    List<Long> written = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.readAllLines(file).forEach(line -> written.add(Long.valueOf(line)));
      }
    }
    Map<Long, Integer> copies = new HashMap<>();
    written.forEach(n -> copies.merge(n, 1, Integer::sum));
    Map<Long, Integer> expected = new HashMap<>();
    LongStream.range(0, IN_FILES).forEach(n -> expected.put(n, 1));
    assertThat(copies, is(expected));
  }

  /** Notes what it is shown, and throws twice. */
  private static void see(KV<Long, String> element) {
    int seen = SEEN.computeIfAbsent(element.getKey(), n -> new CopyOnWriteArrayList<>()).size();
    SEEN.get(element.getKey()).add(element.getValue());
    LockSupport.parkNanos(100_000);
    if (seen == 0 && SEEN.size() > (FAILURES.get() + 1) * COUNT / 3 && FAILURES.get() < 2) {
      FAILURES.incrementAndGet();
      throw new IllegalStateException("twice");
    }
  }

  private static final class RandomizingFn extends DoFn<Long, KV<Long, String>> {
    @ProcessElement
    public void process(@Element Long number, OutputReceiver<KV<Long, String>> out) {
      LockSupport.parkNanos(100_000);
      out.output(KV.of(number, UUID.randomUUID().toString()));
    }
  }

  /** Sends a number to another file each time. */
  private static final class ScatteringFn extends DoFn<Long, KV<Long, String>> {
    private static final int FILES = 10;

    @ProcessElement
    public void process(@Element Long number, OutputReceiver<KV<Long, String>> out) {
      out.output(KV.of(number, "file" + ThreadLocalRandom.current().nextInt(FILES)));
    }
  }

  private static final class TrustingFn extends DoFn<KV<Long, String>, Void> {
    @ProcessElement
    public void process(@Element KV<Long, String> element) {
      see(element);
    }
  }

  private static final class StableFn extends DoFn<KV<Long, String>, Void> {
    @RequiresStableInput
    @ProcessElement
    public void process(@Element KV<Long, String> element) {
      see(element);
    }
  }

  private static final class StableStatefulFn extends DoFn<KV<Long, String>, Void> {
    @StateId("last")
    private final StateSpec<ValueState<String>> last = StateSpecs.value();

    @RequiresStableInput
    @ProcessElement
    public void process(
        @Element KV<Long, String> element, @StateId("last") ValueState<@Nullable String> last) {
      last.write(element.getValue());
      see(element);
    }
  }

  /** Throws when it has seen a few more file names than the time before. */
  private static final class FailingFn extends DoFn<String, Void> {
    private static final int EVERY = 7;
    private static final AtomicInteger NAMES = new AtomicInteger();

    @ProcessElement
    public void process(@Element String name) throws IOException {
      if (NAMES.incrementAndGet() % EVERY == 0 && FAILURES.get() < 3) {
        FAILURES.incrementAndGet();
        throw new IOException("after " + name);
      }
    }
  }
}
