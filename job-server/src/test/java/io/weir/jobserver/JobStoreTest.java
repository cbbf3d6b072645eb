package io.weir.jobserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStatus.CheckpointStatus;
import io.weir.engine.master.VertexStatus;
import io.weir.testkit.operators.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStoreTest {
  private static final int MAX_ENDED = 3;

  @TempDir private Path directory;

  private JobStore open() throws IOException {
    return JobStore.open(directory, MAX_ENDED);
  }

  private static JobSpec job(int number) {
    return new JobSpec(
        new JobId("%032x".formatted(number)),
        "job " + number,
        new JobGraph(List.of(), List.of(), 8, Bytes.EMPTY),
        TestJobs.config(-1, 5),
        List.of(new JobSpec.Artifact("a.jar", "a".repeat(64), 7)));
  }

  private static JobStatus ended(JobSpec job, JobState state) {
    return new JobStatus(
        job.id(),
        job.name(),
        state,
        4,
        3,
        2,
        new CheckpointStatus(7, "file:/c/7", 12, 3, 5, 1, -1),
        List.of(new VertexStatus(0, "v", 2, 2, 10, 11, 1.5, 2.5, 100, 101, "holder")),
        Optional.of(new Failure("E", "message", "trace", "where")));
  }

  private static JobMetrics metrics() {
    return new JobMetrics(
        Map.of("op", Bytes.copyOf(new byte[] {1})), Map.of("op", Bytes.copyOf(new byte[] {2})));
  }

  @Test
  void givesBackWhatWasSubmittedInOrder() throws IOException {
    JobStore before = open();
    before.add(job(2));
    before.add(job(1));
    before.reserveAttempts(job(1).id(), 9);
    before.cancel(job(2).id());

    assertThat(
        open().running(),
        contains(
            new StoredJob(1, job(2), 0, true, Optional.empty()),
            new StoredJob(2, job(1), 9, false, Optional.empty())));
  }

  @Test
  void remembersTheFirstWishToStopUntilTheJobGoesOn() throws IOException {
    JobStore before = open();
    before.add(job(1));
    StopWish wish = new StopWish(true, "file:/savepoints");

    assertThat(before.stop(job(1).id(), wish), is(true));
    assertThat(before.stop(job(1).id(), new StopWish(false, "")), is(false));
    assertThat(before.stop(job(2).id(), wish), is(false));

    JobStore after = open();
    assertThat(after.running(), contains(new StoredJob(1, job(1), 0, false, Optional.of(wish))));
    after.goOn(job(1).id());
    assertThat(open().running(), contains(new StoredJob(1, job(1), 0, false, Optional.empty())));
  }

  @Test
  void givesBackHowAJobEnded() throws IOException {
    JobStore before = open();
    before.add(job(1));
    before.end(ended(job(1), JobState.FAILED), metrics());

    JobStore after = open();

    assertThat(after.running(), is(empty()));
    assertThat(after.ended(), contains(new EndedJob(1, ended(job(1), JobState.FAILED), metrics())));
    assertThat(after.ended(job(1).id()).isPresent(), is(true));
  }

  @Test
  void forgetsTheOldestOfTheJobsThatAreOver() throws IOException {
    JobStore store = open();
    for (int i = 1; i <= MAX_ENDED + 1; i++) {
      store.add(job(i));
      store.end(ended(job(i), JobState.DONE), metrics());
    }
    store.add(job(9));

    assertThat(store.ended(job(1).id()), is(Optional.empty()));
    assertThat(open().ended(), is(store.ended()));
    assertThat(open().running().size(), is(1));
    assertThat(Files.exists(directory.resolve(job(1).id().value())), is(false));
  }

  @Test
  void refusesAJobTwice() throws IOException {
    JobStore store = open();
    store.add(job(1));

    assertThrows(IllegalArgumentException.class, () -> store.add(job(1)));
    store.end(ended(job(1), JobState.DONE), metrics());
    assertThrows(IllegalArgumentException.class, () -> store.add(job(1)));
  }

  @Test
  void writesNothingForAJobThatItDoesNotKnow() throws IOException {
    JobStore store = open();

    store.reserveAttempts(job(1).id(), 3);
    store.cancel(job(1).id());
    store.end(ended(job(1), JobState.DONE), metrics());

    assertThat(open().running(), is(empty()));
    assertThat(open().ended(), is(empty()));
  }

  @Test
  void isNotConfusedByWhatACrashLeaves() throws IOException {
    open().add(job(1));
    Path halfSubmitted = Files.createDirectory(directory.resolve(job(2).id().value()));
    Files.writeString(halfSubmitted.resolve("_tmp-job-123"), "half");
    Files.writeString(directory.resolve(job(1).id().value()).resolve("_tmp-end-1"), "half");

    assertThat(open().running(), contains(new StoredJob(1, job(1), 0, false, Optional.empty())));
    assertThat(Files.exists(halfSubmitted), is(false));
  }

  @Test
  void noticesEveryBitThatFlips() throws IOException {
    JobStore store = open();
    store.add(job(1));
    store.reserveAttempts(job(1).id(), 5);
    Random random = new Random(7);
    for (String name : List.of("job", "attempts")) {
      Path file = directory.resolve(job(1).id().value()).resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < 100; i++) {
        byte[] bad = good.clone();
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bad);

        assertThat(name + " in try " + i, open().running(), is(empty()));
      }
      Files.write(file, good);
    }
    assertThat(open().running(), is(not(empty())));
  }
}
