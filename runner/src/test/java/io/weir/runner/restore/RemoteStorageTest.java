package io.weir.runner.restore;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.weir.runner.WeirPipelineResult;
import io.weir.storage.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checkpoints in a file system of Beam's that is not the local one. */
@Timeout(120)
final class RemoteStorageTest {
  private static final long KEYS = 300;
  private static final long ROUNDS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeEach
  void forget() {
    TestStore.reset();
    Gate.shut();
  }

  private static Pipeline pipeline(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--runner=WeirRunner",
                "--parallelism=1",
                "--progressIntervalMillis=0",
                "--stateBackend=rocksdb",
                "--checkpointingInterval=50",
                "--checkpointStoragePath=" + TestStore.ROOT));
    arguments.addAll(List.of(more));
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create());
  }

  /** More state than is written into each checkpoint anew. */
  private static WeirPipelineResult runWithMuchState(String... more) {
    Pipeline pipeline = pipeline(more);
    pipeline
        .apply(Read.from(GatedSource.of(KEYS, KEYS * ROUNDS)))
        .apply(WithKeys.of(n -> n % KEYS))
        .setCoder(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()))
        .apply("Keep", ParDo.of(new LargeStateFn()))
        .apply(ParDo.of(new Gate.NoteFn<>("")));
    return (WeirPipelineResult) pipeline.run();
  }

  private static boolean isAnyComplete(LongPredicate checkpointId) {
    return TestStore.uris().stream()
        .filter(uri -> uri.endsWith("/_manifest"))
        .map(uri -> uri.replaceAll(".*/chk-([0-9]+)/.*", "$1"))
        .anyMatch(id -> checkpointId.test(Long.parseLong(id)));
  }

  private static List<String> sharedFiles() {
    return TestStore.uris().stream()
        .filter(uri -> uri.contains("/shared/"))
        .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  @Test
  void isGivenAFileOnceForManyCheckpointsAndKeepsWhatOthersPutThere() throws Exception {
    WeirPipelineResult first = runWithMuchState();
    await().atMost(PATIENCE).until(() -> Gate.notes().size() == KEYS);
    await().atMost(PATIENCE).until(() -> !sharedFiles().isEmpty());
    String foreign = TestStore.ROOT + "/" + first.getJobId() + "/shared/notes.txt";
    TestStore.put(foreign, new byte[1]);
    long written = Long.parseLong(sharedFiles().get(0).replaceFirst("-.*", ""));
    await().atMost(PATIENCE).until(() -> isAnyComplete(id -> id > written + 5));
    List<String> shared = sharedFiles();
    await().atMost(PATIENCE).until(() -> isAnyComplete(id -> id > written + 10));
    assertThat("nothing has changed since", sharedFiles(), is(shared));
    first.cancel();

    Gate.open();
    WeirPipelineResult second =
        runWithMuchState("--savepointPath=" + TestStore.ROOT + "/" + first.getJobId());
    assertThat(second.waitUntilFinish(), is(State.DONE));

    String[] counts =
        LongStream.range(0, KEYS).mapToObj(k -> k + " has " + ROUNDS).toArray(String[]::new);
    assertThat(Gate.notes(), hasItems(counts));
    assertThat(
        "a job that is done leaves nothing of its own",
        TestStore.uris().stream().anyMatch(uri -> uri.contains(second.getJobId())),
        is(false));
    assertThat(sharedFiles(), is(shared));
    assertThat(
        TestStore.uris().stream().filter(uri -> uri.endsWith("notes.txt")).toList(),
        contains(foreign));
  }

  private static WeirPipelineResult runEndless() {
    Pipeline pipeline = pipeline("--tolerableCheckpointFailures=1000000");
    pipeline
        .apply(GenerateSequence.from(0).withRate(1, org.joda.time.Duration.millis(1)))
        .apply(ParDo.of(new Gate.NoteFn<>("")));
    return (WeirPipelineResult) pipeline.run();
  }

  private static void awaitNumbers(int more) {
    int count = Gate.notes().size() + more;
    await().atMost(PATIENCE).until(() -> Gate.notes().size() >= count);
  }

  @Test
  void doesNotStopAJobWhenItFails() throws Exception {
    TestStore.fail();
    WeirPipelineResult result = runEndless();
    await().atMost(PATIENCE).until(() -> TestStore.refused() > 20);
    awaitNumbers(200);

    TestStore.work();
    await().atMost(PATIENCE).until(() -> isAnyComplete(id -> true));

    assertThat(result.getState(), is(State.RUNNING));
    result.cancel();
    List<String> read = Gate.notes();
    assertThat("read once", read.stream().distinct().toList(), is(read));
  }

  @Test
  void doesNotStopAJobWhenItIsSlow() throws Exception {
    TestStore.hold();
    WeirPipelineResult result = runEndless();
    await().atMost(PATIENCE).until(() -> TestStore.refused() > 0);
    awaitNumbers(500);

    TestStore.work();
    await().atMost(PATIENCE).until(() -> isAnyComplete(id -> true));

    assertThat(result.getState(), is(State.RUNNING));
    result.cancel();
    List<String> read = Gate.notes();
    assertThat("read once", read.stream().distinct().toList(), is(read));
  }
}
