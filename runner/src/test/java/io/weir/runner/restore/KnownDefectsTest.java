package io.weir.runner.restore;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.runner.restore.StoppedJob.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other runners have got wrong, and what must not go wrong here. */
@Timeout(120)
final class KnownDefectsTest {
  private static final long HALF = 100;
  private static final long END = 200;
  private static final long MANY = 4_000;
  private static final long WINDOW_MS = 10;

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    PacedFn.SEEN.set(0);
  }

  private static List<String> numbers(long end) {
    return LongStream.range(0, end).mapToObj(String::valueOf).sorted().toList();
  }

  private static PCollection<Long> read(Pipeline pipeline) {
    return pipeline.apply("Numbers", Read.from(GatedSource.of(HALF, END)));
  }

  /** Counts the elements of each window, none of which may be late. */
  private static void noteCounts(PCollection<Long> numbers, String beginning) {
    numbers
        .apply(beginning + "Window", Window.into(FixedWindows.of(Duration.millis(WINDOW_MS))))
        .apply(beginning + "Key", WithKeys.of("all"))
        .apply(beginning + "Count", Count.perKey())
        .apply(beginning + "Note", ParDo.of(new Gate.NoteFn<>(beginning)));
  }

  /** Whether the last window of the first half has come through. */
  private static boolean isWatermarkHalfway(String beginning) {
    return Gate.notes(beginning).size() == HALF / WINDOW_MS;
  }

  private static List<String> wholeWindows(long end) {
    return LongStream.range(0, end / WINDOW_MS).mapToObj(i -> "KV{all, 10}").toList();
  }

  private static void assertEveryWindowIsWhole(String beginning, long end) {
    assertThat(Gate.notes(beginning), is(wholeWindows(end)));
  }

  /** Many numbers in bundles that are open as long as numbers come. */
  private static void bundled(Pipeline pipeline) {
    PCollection<Long> kept =
        pipeline
            .apply("Numbers", Read.from(GatedSource.of(MANY, MANY)))
            .apply("Pace", ParDo.of(new PacedFn()))
            .apply("Keep", ParDo.of(new KeepingFn()));
    noteCounts(kept, "count ");
    kept.apply("Note", ParDo.of(new Gate.NoteFn<>("number ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void losesNoOpenBundlesWhenItGoesOnWithFewerSubtasks(String backend) throws Exception {
    StoppedJob job = new StoppedJob(KnownDefectsTest::bundled, directory);

    String savepoint = job.firstHalf(new Place(4, backend), () -> PacedFn.SEEN.get() > MANY / 4);
    int before = Gate.notes("number ").size();
    job.secondHalf(new Place(1, backend), savepoint);

    assertThat(before, lessThan((int) MANY));
    assertThat(Gate.notes("number "), is(numbers(MANY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void keepsTheWatermarkBehindTheElementsOfAnOpenBundle(String backend) throws Exception {
    StoppedJob job = new StoppedJob(KnownDefectsTest::bundled, directory);

    String savepoint = job.firstHalf(new Place(2, backend), () -> PacedFn.SEEN.get() > MANY / 4);
    job.secondHalf(new Place(2, backend), savepoint);

    assertEveryWindowIsWhole("count ", MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void emitsAnImpulseOnceInTheLifeOfAJob(String backend) throws Exception {
    StoppedJob job =
        new StoppedJob(
            pipeline -> {
              pipeline
                  .apply(Impulse.create())
                  .apply("Size", ParDo.of(new SizeFn()))
                  .apply("Note", ParDo.of(new Gate.NoteFn<>("impulse ")));
              noteCounts(read(pipeline), "count ");
            },
            directory);

    String first =
        job.firstHalf(
            new Place(3, backend),
            () -> Gate.notes("impulse ").size() == 1 && isWatermarkHalfway("count "));
    assertThat(Gate.notes("impulse "), contains("0"));
    String second = job.goOn(new Place(8, backend), first);
    job.secondHalf(new Place(1, backend), second);

    assertThat(Gate.notes("impulse "), contains("0"));
    assertEveryWindowIsWhole("count ", END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void makesTheSplitsOfASourceOnceInTheLifeOfAJob(String backend) throws Exception {
    StoppedJob job =
        new StoppedJob(
            pipeline -> read(pipeline).apply(ParDo.of(new Gate.NoteFn<>("number "))), directory);

    String first = job.firstHalf(new Place(2, backend), () -> Gate.notes().size() == HALF);
    String second = job.goOn(new Place(4, backend), first);
    job.secondHalf(new Place(1, backend), second);

    assertThat(Gate.splitCalls(), is(1));
    assertThat(Gate.notes("number "), is(numbers(END)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void keepsTheWatermarkBehindElementsThatWaitForStableInput(String backend) throws Exception {
    StoppedJob job =
        new StoppedJob(
            pipeline -> {
              PCollection<Long> numbers = read(pipeline);
              noteCounts(numbers, "passed ");
              noteCounts(numbers.apply("Stable", ParDo.of(new StableFn())), "stable ");
            },
            directory);

    String savepoint = job.firstHalf(new Place(2, backend), () -> isWatermarkHalfway("passed "));
    // What the stopped job released belongs to what goes on.
    List<String> released = Gate.notes("stable ");
    job.secondHalf(new Place(3, backend), savepoint);

    List<String> all = new ArrayList<>(Gate.notes("stable "));
    released.forEach(all::remove);
    assertThat(all, is(wholeWindows(END)));
    assertEveryWindowIsWhole("passed ", END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void keepsAllEntriesOfAnOrderedListThatHaveOneTimestamp(String backend) throws Exception {
    StoppedJob job =
        new StoppedJob(
            pipeline ->
                read(pipeline)
                    .apply(WithKeys.of(n -> "key" + n % 3))
                    .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
                    .apply("List", ParDo.of(new ListFn()))
                    .apply("Note", ParDo.of(new Gate.NoteFn<>(""))),
            directory);

    String savepoint = job.firstHalf(new Place(4, backend), () -> Gate.notes().size() == HALF);
    job.secondHalf(new Place(2, backend), savepoint);

    List<String> sizes = new ArrayList<>();
    for (long n = 0; n < END; n++) {
      sizes.add("key" + n % 3 + " has " + (n / 3 + 1));
    }
    assertThat(Gate.notes(), is(sizes.stream().sorted().toList()));
  }

  private static final class PacedFn extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1;
    static final AtomicLong SEEN = new AtomicLong();

    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      LockSupport.parkNanos(50_000);
      SEEN.incrementAndGet();
      out.output(number);
    }
  }

  /** Keeps the elements of a bundle until it ends. */
  private static final class KeepingFn extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1;
    private transient List<Long> kept = new ArrayList<>();

    @StartBundle
    public void start() {
      kept = new ArrayList<>();
    }

    @ProcessElement
    public void process(@Element Long number) {
      kept.add(number);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      for (long number : kept) {
        context.output(number, Instant.ofEpochMilli(number), GlobalWindow.INSTANCE);
      }
    }
  }

  private static final class SizeFn extends DoFn<byte[], Long> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element byte[] impulse, OutputReceiver<Long> out) {
      out.output((long) impulse.length);
    }
  }

  private static final class StableFn extends DoFn<Long, Long> {
    private static final long serialVersionUID = 1;

    @RequiresStableInput
    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      out.output(number);
    }
  }

  /** Tells how many entries its list has, which all have one timestamp and one of two values. */
  private static final class ListFn extends DoFn<KV<String, Long>, String> {
    private static final long serialVersionUID = 1;
    private static final Instant TIMESTAMP = Instant.ofEpochMilli(5);

    @StateId("list")
    private final StateSpec<OrderedListState<Long>> spec =
        StateSpecs.orderedList(VarLongCoder.of());

    @ProcessElement
    public void process(
        @Element KV<String, Long> element,
        @StateId("list") OrderedListState<Long> list,
        OutputReceiver<String> out) {
      list.add(TimestampedValue.of(element.getValue() % 2, TIMESTAMP));
      long entries = 0;
      for (TimestampedValue<Long> unused : list.read()) {
        entries++;
      }
      out.output(element.getKey() + " has " + entries);
    }
  }
}
