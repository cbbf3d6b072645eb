package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.A;
import static io.weir.engine.master.MasterFixture.S0;
import static io.weir.engine.master.MasterFixture.S1;
import static io.weir.engine.master.MasterFixture.attempt;
import static io.weir.engine.master.MasterFixture.config;
import static io.weir.engine.master.MasterFixture.snapshot;
import static io.weir.engine.master.MasterFixture.spec;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMasterDriverTest {
  private final ManualLoop loop = new ManualLoop();
  private final MemoryJobStorage storage = new MemoryJobStorage();
  private final List<WorkerCommand> sent = new ArrayList<>();
  private final List<JobState> states = new ArrayList<>();
  private final List<JobStatus> ends = new ArrayList<>();
  private final JobMasterDriver driver =
      new JobMasterDriver(
          new JobMaster(spec(config()), 0, MetricsMerge.concatenation()),
          storage,
          new JobMasterDriver.Environment(
              loop, loop, loop, worker -> sent::add, replace -> {}, prepare -> {}),
          new Recorder());

  private final class Recorder implements JobListener {
    @Override
    public void onStatus(JobStatus status) {
      if (states.isEmpty() || states.get(states.size() - 1) != status.state()) {
        states.add(status.state());
      }
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics metrics) {
      ends.add(status);
    }
  }

  private void start() {
    driver.start();
    driver.deliver(new JobEvent.WorkerJoined(A));
    loop.run();
  }

  private void acknowledge(long checkpointId, boolean finished) {
    for (SubtaskId subtask : List.of(S0, S1)) {
      driver.report(
          new WorkerReport.CheckpointAcknowledged(
              attempt(0), checkpointId, subtask, snapshot(""), finished));
    }
    loop.run();
  }

  @Test
  void takesAJobToItsEnd() {
    start();
    driver.report(new WorkerReport.AttemptRunning(attempt(0), A));
    driver.report(new WorkerReport.SubtaskFinished(attempt(0), S0));
    driver.report(new WorkerReport.SubtaskFinished(attempt(0), S1));
    loop.run();
    acknowledge(1, true);
    driver.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, A));
    driver.report(new WorkerReport.AttemptEnded(attempt(0), A));
    loop.run();

    assertThat(
        states,
        contains(
            JobState.WAITING_FOR_WORKERS,
            JobState.DEPLOYING,
            JobState.RUNNING,
            JobState.FINISHING,
            JobState.CLOSING,
            JobState.DONE));
    assertThat(storage.calls(), contains("read", "commit 1", "delete incomplete before 2", "end"));
    assertThat(ends.size(), is(1));
  }

  @Test
  void tellsOfTheEndWhenItIsStored() {
    start();
    storage.failNext(2);
    driver.deliver(new JobEvent.Cancel());
    driver.report(new WorkerReport.AttemptEnded(attempt(0), A));
    loop.run();

    assertThat(states, not(hasItem(JobState.CANCELLED)));
    loop.pass(1_000);

    assertThat(states, hasItem(JobState.CANCELLED));
    assertThat(ends.size(), is(1));
  }

  @Test
  void triggersCheckpointsWhenTimeHasPassed() {
    start();
    driver.report(new WorkerReport.AttemptRunning(attempt(0), A));

    loop.pass(999);
    assertThat(sent, contains(instanceOf(WorkerCommand.Deploy.class)));
    loop.pass(1);

    assertThat(sent, hasItem(new WorkerCommand.TriggerCheckpoint(attempt(0), 1)));
  }

  @Test
  void readsTheRestorePointAgainWhenStorageFails() {
    storage.failNext(2);

    start();
    assertThat(sent, is(empty()));
    loop.pass(1_000);

    assertThat(storage.calls(), contains("read", "read", "read"));
    assertThat(sent, contains(instanceOf(WorkerCommand.Deploy.class)));
  }

  @Test
  void failsTheJobWhenStorageNeverAnswers() {
    storage.failNext(1_000);

    start();
    loop.pass(10_000);

    assertThat(ends.get(0).state(), is(JobState.FAILED));
    assertThat(ends.get(0).failure().orElseThrow().message(), is("injected: read"));
  }

  @Test
  void doesNotCommitTwice() {
    start();
    driver.report(new WorkerReport.AttemptRunning(attempt(0), A));
    loop.pass(1_000);
    storage.failNext(1);

    acknowledge(1, false);

    assertThat(storage.calls(), contains("read", "commit 1", "delete 1"));
    assertThat(sent, hasItem(new WorkerCommand.AbortCheckpoint(attempt(0), 1)));
  }

  @Test
  void givesUpTheAttemptWhenTheMasterItselfFails() {
    start();
    driver.report(new WorkerReport.AttemptRunning(attempt(0), A));

    driver.report(new WorkerReport.SubtaskFinished(attempt(0), new SubtaskId(99, 0)));
    loop.run();

    assertThat(sent, hasItem(new WorkerCommand.CancelAttempt(attempt(0))));
  }
}
