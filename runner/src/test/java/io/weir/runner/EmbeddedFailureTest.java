package io.weir.runner;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong is named: the user's exception, the transform, the option, the path. */
@Timeout(120)
final class EmbeddedFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private static PipelineExecutionException failureOf(Pipeline pipeline) {
    return assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
  }

  @ParameterizedTest
  @CsvSource({"WeirRunner, 2", "TestWeirRunner, 0"})
  void doFnThatThrowsIsTheCauseAfterAllRestarts(String runner, int restarts) {
    ThrowingFn.thrown.set(0);
    Pipeline pipeline = Jobs.pipeline("--runner=" + runner, "--maxRestarts=2");
    pipeline.apply(Create.of("a")).apply("Mine", ParDo.of(new ThrowingFn()));

    PipelineExecutionException failure = failureOf(pipeline);

    assertThat(failure.getCause(), instanceOf(IOException.class));
    assertThat(requireNonNull(failure.getCause()).getMessage(), is("no luck with a"));
    assertThat(failure.getMessage(), startsWith("Mine/ParMultiDo(Throwing): "));
    assertThat(ThrowingFn.thrown.get(), is(1 + restarts));
  }

  @Test
  void failedJobStaysFailed() {
    Pipeline pipeline = Jobs.pipeline("--maxRestarts=0");
    pipeline.apply(Create.of("a")).apply(ParDo.of(new ThrowingFn()));
    WeirPipelineResult result = (WeirPipelineResult) pipeline.run();

    assertThrows(PipelineExecutionException.class, result::waitUntilFinish);
    assertThrows(PipelineExecutionException.class, result::waitUntilFinish);
    assertThat(result.getState(), is(State.FAILED));
  }

  @Test
  void coderThatFailsNamesTheTransform() {
    Pipeline pipeline = Jobs.pipeline("--maxRestarts=0");
    pipeline
        .apply(Create.of("a"))
        .apply("Key", WithKeys.of("key"))
        .setCoder(KvCoder.of(new FailingCoder(), StringUtf8Coder.of()))
        .apply("Gather", GroupByKey.create());

    PipelineExecutionException failure = failureOf(pipeline);

    assertThat(
        requireNonNull(failure.getCause()).getMessage(), containsString("cannot encode key"));
    assertThat(failure.getMessage(), startsWith("Key/"));
  }

  @Test
  void unknownTransformIsRefusedAtSubmitByName() {
    Pipeline pipeline = Jobs.pipeline();
    pipeline.apply("Oracle", new UnknownPrimitive());

    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, pipeline::run);

    assertThat(refusal.getMessage(), containsString("Oracle"));
  }

  @ParameterizedTest
  @CsvSource({
    "--parallelism=0",
    "--parallelism=1000",
    "--checkpointingInterval=0",
    "--stateBackend=tape",
    "--weirMaster=nowhere",
    "--workers=-1",
  })
  void malformedOptionIsNamedWithItsValue(String argument) {
    Pipeline pipeline = Jobs.numbers(1, argument);

    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, pipeline::run);

    assertThat(refusal.getMessage(), startsWith(argument + ": "));
  }

  @Test
  void savepointThatIsNotThereIsNamed() {
    Path savepoint = directory.resolve("none");

    Pipeline pipeline = Jobs.numbers(1, "--savepointPath=" + savepoint);
    UncheckedIOException failure = assertThrows(UncheckedIOException.class, pipeline::run);

    assertThat(failure.getMessage(), containsString(savepoint.toString()));
  }

  @Test
  void damagedSavepointIsNamed() throws Exception {
    Path savepoint = Files.createDirectories(directory.resolve("chk-1"));
    Files.writeString(savepoint.resolve("_manifest"), "not a manifest");

    Pipeline pipeline = Jobs.numbers(1, "--savepointPath=" + savepoint);
    UncheckedIOException failure = assertThrows(UncheckedIOException.class, pipeline::run);

    assertThat(failure.getMessage(), containsString(savepoint.toString()));
  }

  @Test
  void checkpointPathThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "a file");
    Pipeline pipeline = Jobs.numbers(1, "--checkpointStoragePath=" + file.resolve("below"));

    UncheckedIOException failure = assertThrows(UncheckedIOException.class, pipeline::run);

    assertThat(
        failure.getMessage(),
        allOf(
            startsWith("the job could not be started: "),
            containsString(file.resolve("below").toString())));
  }

  @Test
  void jobContinuesFromItsCheckpointAfterAFailureAndCountsOnce() throws Exception {
    PacedFn.failNow.set(false);
    PacedFn.failures.set(0);
    long count = 20_000;
    Pipeline pipeline =
        Jobs.pipeline("--checkpointingInterval=100", "--checkpointStoragePath=" + directory);
    PCollection<KV<String, Long>> sums =
        pipeline
            .apply(GenerateSequence.from(0).to(count))
            .apply("Pace", ParDo.of(new PacedFn()))
            .apply(WithKeys.<String, Long>of(n -> n % 2 == 0 ? "even" : "odd"))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
            .apply(Sum.longsPerKey());
    long odd = count / 2 * (count / 2);
    PAssert.that(sums)
        .containsInAnyOrder(List.of(KV.of("odd", odd), KV.of("even", odd - count / 2)));

    WeirPipelineResult result = (WeirPipelineResult) pipeline.run();
    await().atMost(PATIENCE).until(this::hasCompleteCheckpoint);
    PacedFn.failNow.set(true);

    assertThat(result.waitUntilFinish(), is(State.DONE));
    assertThat(PacedFn.failures.get(), is(1));
  }

  private boolean hasCompleteCheckpoint() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.anyMatch(path -> path.endsWith("_manifest"));
    } catch (UncheckedIOException e) {
      return false; // A checkpoint was removed meanwhile.
    }
  }

  private static final class ThrowingFn extends DoFn<String, String> {
    static final AtomicInteger thrown = new AtomicInteger();

    @ProcessElement
    public void process(@Element String element) throws IOException {
      thrown.incrementAndGet();
      throw new IOException("no luck with " + element);
    }
  }

  /** Slow until it has thrown once. */
  private static final class PacedFn extends DoFn<Long, Long> {
    static final AtomicBoolean failNow = new AtomicBoolean();
    static final AtomicInteger failures = new AtomicInteger();

    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      if (failures.get() == 0) {
        LockSupport.parkNanos(1_000_000);
        if (failNow.get() && failures.compareAndSet(0, 1)) {
          throw new IllegalStateException("only once");
        }
      }
      out.output(number);
    }
  }

  /** What no runner but the one that it is made for can know. */
  private static final class UnknownPrimitive extends PTransform<PBegin, PCollection<String>> {
    @Override
    public PCollection<String> expand(PBegin begin) {
      return PCollection.createPrimitiveOutputInternal(
          begin.getPipeline(),
          WindowingStrategy.globalDefault(),
          PCollection.IsBounded.BOUNDED,
          StringUtf8Coder.of());
    }
  }

  private static final class FailingCoder extends AtomicCoder<String> {
    @Override
    public void encode(String value, OutputStream out) throws IOException {
      throw new IOException("cannot encode " + value);
    }

    @Override
    public String decode(InputStream in) throws IOException {
      throw new IOException("cannot decode");
    }
  }
}
