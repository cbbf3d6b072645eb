package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.A;
import static io.weir.engine.master.MasterFixture.B;
import static io.weir.engine.master.MasterFixture.S0;
import static io.weir.engine.master.MasterFixture.S1;
import static io.weir.engine.master.MasterFixture.attempt;
import static io.weir.engine.master.MasterFixture.config;
import static io.weir.engine.master.MasterFixture.sentTo;
import static io.weir.engine.master.MasterFixture.withoutCheckpoints;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerCommand.AbortCheckpoint;
import io.weir.engine.control.WorkerCommand.CancelAttempt;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.TriggerCheckpoint;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.CheckpointDeclined;
import io.weir.engine.control.WorkerReport.CheckpointWanted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMasterCheckpointTest {
  @Test
  void triggersAtTheInterval() {
    MasterFixture fixture = MasterFixture.running(config());

    assertThat(fixture.master.nextDeadlineMs(), is(1_000L));
    assertThat(fixture.after(999), is(empty()));
    List<JobCommand> commands = fixture.after(1);
    assertThat(sentTo(A, commands), contains(new TriggerCheckpoint(attempt(0), 1)));
    assertThat(sentTo(B, commands), contains(new TriggerCheckpoint(attempt(0), 1)));
  }

  @Test
  void neverTriggersWithoutAnIntervalWhileSubtasksRun() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());

    assertThat(fixture.master.nextDeadlineMs(), is(Long.MAX_VALUE));
    assertThat(fixture.after(1_000_000), is(empty()));
  }

  @Test
  void triggersAtOnceWhenASubtaskWaitsForACheckpoint() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    List<JobCommand> commands = fixture.report(new CheckpointWanted(attempt(0), S0));

    assertThat(sentTo(A, commands), contains(new TriggerCheckpoint(attempt(0), 1)));
    fixture.complete(0, 1, false);
    assertThat(fixture.after(100_000), is(empty()));
  }

  @Test
  void takesOneMoreCheckpointForASubtaskThatAskedDuringOne() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    assertThat(fixture.report(new CheckpointWanted(attempt(0), S0)), is(empty()));
    fixture.acknowledge(0, 1, S0, false);
    fixture.acknowledge(0, 1, S1, false);

    List<JobCommand> commands = new ArrayList<>(fixture.committed(0, 1));
    commands.addAll(fixture.after(100));
    assertThat(sentTo(A, commands), hasItem(new TriggerCheckpoint(attempt(0), 2)));
  }

  @Test
  void triesAgainWhenTheCheckpointThatASubtaskWaitsForFails() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    fixture.report(new CheckpointWanted(attempt(0), S0));
    fixture.report(new CheckpointDeclined(attempt(0), 1, S1, Failure.of("disk full", "op")));

    assertThat(sentTo(A, fixture.after(1_000)), contains(new TriggerCheckpoint(attempt(0), 2)));
  }

  @Test
  void commitsWhenEverySubtaskHasAcknowledged() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);

    assertThat(fixture.acknowledge(0, 1, S0, false), is(empty()));
    assertThat(fixture.acknowledge(0, 1, S0, false), is(empty()));
    assertThat(
        fixture.acknowledge(0, 1, S1, false),
        contains(instanceOf(JobCommand.CommitCheckpoint.class)));
    List<JobCommand> commands = fixture.committed(0, 1);
    assertThat(sentTo(A, commands), contains(new CompleteCheckpoint(attempt(0), 1, false)));
    assertThat(fixture.committed(0, 1), is(empty()));
  }

  @Test
  void keepsTheMinimumPauseAfterASlowCheckpoint() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.after(4_000);

    fixture.complete(0, 1, false);

    assertThat(fixture.master.nextDeadlineMs(), is(5_100L));
  }

  @Test
  void abortsACheckpointThatTakesTooLong() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.acknowledge(0, 1, S0, false);

    List<JobCommand> commands = fixture.after(5_000);

    assertThat(sentTo(A, commands), contains(new AbortCheckpoint(attempt(0), 1)));
    assertThat(commands, hasItem(new JobCommand.DeleteCheckpoint(1)));
    assertThat(fixture.acknowledge(0, 1, S1, false), is(empty()));
  }

  @Test
  void restartsWhenMoreCheckpointsFailThanTolerated() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.after(5_000);
    fixture.after(1_000);

    List<JobCommand> commands = fixture.after(5_000);

    assertThat(sentTo(A, commands), hasItem(new CancelAttempt(attempt(0))));
    assertThat(
        fixture.master.status().failure().orElseThrow().message(), containsString("checkpoint 2"));
  }

  @Test
  void goesOnAfterADeclinedCheckpoint() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    CheckpointDeclined declined =
        new CheckpointDeclined(attempt(0), 1, S1, Failure.of("disk full", "op"));

    List<JobCommand> commands = fixture.report(declined);
    List<JobCommand> next = fixture.after(1_000);

    assertThat(sentTo(B, commands), contains(new AbortCheckpoint(attempt(0), 1)));
    assertThat(sentTo(B, next), contains(new TriggerCheckpoint(attempt(0), 2)));
    assertThat(fixture.report(declined), is(empty()));
  }

  @Test
  void doesNotTimeOutWhileStorageHasTheSay() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.acknowledge(0, 1, S0, false);
    fixture.acknowledge(0, 1, S1, false);

    assertThat(fixture.after(100_000), is(empty()));
    List<JobCommand> commands = fixture.committed(0, 1);
    assertThat(sentTo(A, commands), hasItem(new CompleteCheckpoint(attempt(0), 1, false)));
  }

  @Test
  void deletesWhatAFailedCommitLeft() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.acknowledge(0, 1, S0, false);
    fixture.acknowledge(0, 1, S1, false);

    List<JobCommand> commands =
        fixture.tell(
            new JobEvent.CheckpointCommitFailed(attempt(0), 1, Failure.of("disk full", "")));

    assertThat(commands, hasItem(new JobCommand.DeleteCheckpoint(1)));
    assertThat(sentTo(A, commands), contains(new AbortCheckpoint(attempt(0), 1)));
  }

  @Test
  void deletesTheOldestBeyondTheRetainedOnes() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.complete(0, 1, false);
    fixture.after(1_000);
    fixture.complete(0, 2, false);
    fixture.after(1_000);

    List<JobCommand> commands = fixture.complete(0, 3, false);

    assertThat(commands, hasItem(new JobCommand.DeleteCheckpoint(1)));
  }

  @Test
  void deletesAbortedCheckpointsAgainWhenTheirWritersHaveEnded() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.failed(0, A, "boom");
    fixture.ended(0, A);

    List<JobCommand> commands = fixture.ended(0, B);

    assertThat(commands, hasItem(new JobCommand.DeleteCheckpoint(1)));
  }

  @Test
  void triggersAgainAfterACheckpointThatWasNotFinal() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.acknowledge(0, 1, S0, false);
    assertThat(fixture.finish(0), is(empty()));
    fixture.acknowledge(0, 1, S1, true);

    List<JobCommand> commands = fixture.committed(0, 1);

    assertThat(
        sentTo(A, commands),
        contains(
            new CompleteCheckpoint(attempt(0), 1, false), new TriggerCheckpoint(attempt(0), 2)));
    assertThat(fixture.master.state(), is(JobState.RUNNING));
  }

  @Test
  void takesACheckpointUnderWayAsTheFinalOneIfEveryBarrierCameAfterTheEnd() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);

    fixture.complete(0, 1, true);

    assertThat(fixture.master.state(), is(JobState.FINISHING));
  }

  @Test
  void knowsFinishedSubtasksThatWereFasterThanAnotherWorkersStart() {
    MasterFixture fixture = new MasterFixture(withoutCheckpoints());
    fixture.tell(new JobEvent.WorkerJoined(A));
    fixture.tell(new JobEvent.WorkerJoined(B));
    fixture.tell(new JobEvent.RestorePointRead(List.of(), 1));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), A));
    fixture.finish(0);

    List<JobCommand> commands = fixture.report(new WorkerReport.AttemptRunning(attempt(0), B));

    assertThat(sentTo(A, commands), contains(new TriggerCheckpoint(attempt(0), 1)));
  }

  @Test
  void retriesAFinalCheckpointThatFailed() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    fixture.finish(0);
    fixture.report(new CheckpointDeclined(attempt(0), 1, S1, Failure.of("disk full", "op")));

    List<JobCommand> commands = fixture.after(100);

    assertThat(sentTo(A, commands), contains(new TriggerCheckpoint(attempt(0), 2)));
  }
}
