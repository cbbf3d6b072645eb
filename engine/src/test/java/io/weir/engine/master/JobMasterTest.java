package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.A;
import static io.weir.engine.master.MasterFixture.B;
import static io.weir.engine.master.MasterFixture.OPERATOR;
import static io.weir.engine.master.MasterFixture.S0;
import static io.weir.engine.master.MasterFixture.S1;
import static io.weir.engine.master.MasterFixture.attempt;
import static io.weir.engine.master.MasterFixture.bytes;
import static io.weir.engine.master.MasterFixture.config;
import static io.weir.engine.master.MasterFixture.ref;
import static io.weir.engine.master.MasterFixture.sentTo;
import static io.weir.engine.master.MasterFixture.withoutCheckpoints;
import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.control.BrokenChannelException;
import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerCommand.CancelAttempt;
import io.weir.engine.control.WorkerCommand.CloseAttempt;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.Deploy;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobMasterTest {
  private static Deploy deployIn(List<JobCommand> commands) {
    return (Deploy) sentTo(A, commands).get(0);
  }

  @Test
  void readsTheRestorePointFirst() {
    MasterFixture fixture = new MasterFixture(config());

    assertThat(fixture.master.start(), contains(new JobCommand.ReadRestorePoint()));
    assertThat(fixture.master.state(), is(JobState.CREATED));
  }

  @Test
  void waitsUntilThereIsAWorker() {
    MasterFixture fixture = new MasterFixture(config());

    fixture.tell(new JobEvent.RestorePointRead(List.of(), 1));

    assertThat(fixture.master.state(), is(JobState.WAITING_FOR_WORKERS));
    List<JobCommand> commands = fixture.tell(new JobEvent.WorkerJoined(A));
    assertThat(deployIn(commands).placement(), is(Map.of(S0, A, S1, A)));
    assertThat(fixture.master.state(), is(JobState.DEPLOYING));
  }

  @Test
  void startsNoAttemptThatIsNotReserved() {
    MasterFixture fixture = new MasterFixture(config());
    fixture.tell(new JobEvent.RestorePointRead(List.of(), 1));

    List<JobCommand> joined = fixture.master.handle(new JobEvent.WorkerJoined(A), 0);
    List<JobCommand> reserved = fixture.master.handle(new JobEvent.AttemptsReserved(1), 0);

    assertThat(joined, contains(new JobCommand.ReserveAttempts(1)));
    assertThat(deployIn(reserved).attempt(), is(attempt(0)));
  }

  @Test
  void failsWhenAttemptsCannotBeReservedForLong() {
    MasterFixture fixture = new MasterFixture(config());
    JobEvent refusal = new JobEvent.AttemptsNotReserved(Failure.of("disk full", ""));
    fixture.master.handle(new JobEvent.RestorePointRead(List.of(), 1), 0);
    fixture.master.handle(new JobEvent.WorkerJoined(A), 0);

    for (int time = 1_000; time <= 3_000; time += 1_000) {
      assertThat(fixture.master.state(), is(JobState.WAITING_FOR_WORKERS));
      fixture.master.handle(refusal, time);
      fixture.master.handle(new JobEvent.Tick(), time + 500);
    }

    assertThat(fixture.master.state(), is(JobState.FAILED));
    assertThat(fixture.master.status().failure().orElseThrow().message(), is("disk full"));
  }

  @Test
  void failsWhenTheRestorePointCannotBeRead() {
    MasterFixture fixture = new MasterFixture(config());

    fixture.tell(new JobEvent.RestorePointUnreadable(Failure.of("no such savepoint", "")));

    assertThat(fixture.master.state(), is(JobState.FAILED));
    assertThat(fixture.master.status().failure().orElseThrow().message(), is("no such savepoint"));
  }

  @Test
  void placesSubtasksInTurnAndRunsWhenAllWorkersDo() {
    MasterFixture fixture = new MasterFixture(config());
    fixture.tell(new JobEvent.WorkerJoined(A));
    fixture.tell(new JobEvent.WorkerJoined(B));

    List<JobCommand> commands = fixture.tell(new JobEvent.RestorePointRead(List.of(), 7));

    Deploy deploy = deployIn(commands);
    assertThat(deploy.placement(), is(Map.of(S0, A, S1, B)));
    assertThat(deploy.firstCheckpointId(), is(7L));
    assertThat(sentTo(B, commands), contains(deploy));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), A));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), A));
    assertThat(fixture.master.state(), is(JobState.DEPLOYING));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), B));
    assertThat(fixture.master.state(), is(JobState.RUNNING));
  }

  @Test
  void startsFromTheNewestCheckpointThatWasFound() {
    MasterFixture fixture = new MasterFixture(config());
    fixture.tell(new JobEvent.WorkerJoined(A));
    CompletedCheckpoint old = new CompletedCheckpoint(ref(3), true, Map.of());
    CompletedCheckpoint young = new CompletedCheckpoint(ref(4), true, Map.of());

    List<JobCommand> commands = fixture.tell(new JobEvent.RestorePointRead(List.of(old, young), 5));

    assertThat(deployIn(commands).restore(), is(Optional.of(ref(4))));
  }

  @Test
  void finishesThroughAFinalCheckpoint() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());

    List<JobCommand> finished = fixture.finish(0);
    List<JobCommand> completed = fixture.complete(0, 1, true);

    assertThat(sentTo(A, finished), contains(new WorkerCommand.TriggerCheckpoint(attempt(0), 1)));
    assertThat(sentTo(A, completed), contains(new CompleteCheckpoint(attempt(0), 1, true)));
    assertThat(fixture.master.state(), is(JobState.FINISHING));
    fixture.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, A));
    List<JobCommand> finalized =
        fixture.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, B));
    assertThat(sentTo(A, finalized), contains(new CloseAttempt(attempt(0))));
    fixture.ended(0, A);
    assertThat(fixture.master.state(), is(JobState.CLOSING));
    fixture.ended(0, B);
    assertThat(fixture.master.state(), is(JobState.DONE));
  }

  @Test
  void restartsOnlyWhenEveryThreadHasEnded() {
    MasterFixture fixture = MasterFixture.running(config());

    List<JobCommand> commands = fixture.failed(0, A, "boom");

    assertThat(sentTo(A, commands), contains(new CancelAttempt(attempt(0))));
    assertThat(sentTo(B, commands), contains(new CancelAttempt(attempt(0))));
    assertThat(fixture.ended(0, A), is(empty()));
    List<JobCommand> restart = fixture.ended(0, B);
    assertThat(deployIn(restart).attempt(), is(attempt(1)));
    assertThat(deployIn(restart).restore(), is(Optional.empty()));
  }

  @Test
  void restartsOnTheRemainingWorkersFromTheLastCheckpoint() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.complete(0, 1, false);

    List<JobCommand> lost = fixture.tell(new JobEvent.WorkerLost(B, "killed"));
    List<JobCommand> restart = fixture.ended(0, A);

    assertThat(sentTo(B, lost), is(empty()));
    assertThat(deployIn(restart).placement(), is(Map.of(S0, A, S1, A)));
    assertThat(deployIn(restart).restore(), is(Optional.of(ref(1))));
    assertThat(deployIn(restart).firstCheckpointId(), is(2L));
  }

  @Test
  void waitsWhenTheLastWorkerIsLost() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.WorkerLost(A, "killed"));
    fixture.tell(new JobEvent.WorkerLost(B, "killed"));

    assertThat(fixture.master.state(), is(JobState.WAITING_FOR_WORKERS));
    List<JobCommand> commands = fixture.tell(new JobEvent.WorkerJoined(A));
    assertThat(deployIn(commands).attempt(), is(attempt(1)));
  }

  @Test
  void ignoresReportsOfOtherAttempts() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.failed(0, A, "boom");
    fixture.ended(0, A);
    fixture.ended(0, B);
    fixture.report(new WorkerReport.AttemptRunning(attempt(1), A));

    fixture.report(new WorkerReport.AttemptRunning(attempt(0), B));
    fixture.failed(0, B, "late");
    fixture.ended(0, B);

    assertThat(fixture.master.state(), is(JobState.DEPLOYING));
    assertThat(fixture.master.status().attempt(), is(1));
  }

  @Test
  void failsWithTheFirstCauseAfterTooManyRestarts() {
    MasterFixture fixture = MasterFixture.running(config());
    for (int attempt = 0; attempt <= 2; attempt++) {
      fixture.failed(attempt, A, "failure " + attempt);
      fixture.ended(attempt, A);
      fixture.ended(attempt, B);
      fixture.after(5_000);
    }

    assertThat(fixture.master.state(), is(JobState.FAILED));
    assertThat(fixture.master.status().failure().orElseThrow().message(), is("failure 0"));
    assertThat(fixture.master.status().restarts(), is(2));
  }

  @Test
  void failsOfTheWorkerThatWasLostAndNotOfTheChannelThatBrokeBefore() {
    MasterFixture fixture = MasterFixture.running(config());
    Failure broken = Failure.of(new BrokenChannelException("lost its consumer"), "op");
    for (int attempt = 0; attempt <= 2; attempt++) {
      fixture.report(new WorkerReport.AttemptFailed(attempt(attempt), A, broken));
      fixture.ended(attempt, A);
      fixture.tell(new JobEvent.WorkerLost(B, "exit status 7 of attempt " + attempt));
      fixture.tell(new JobEvent.WorkerJoined(B));
      fixture.after(5_000);
    }

    assertThat(fixture.master.state(), is(JobState.FAILED));
    assertThat(
        fixture.master.status().failure().orElseThrow().message(),
        is("worker b lost: exit status 7 of attempt 0"));
  }

  @Test
  void failsOfWhatFailedFirstAndNotOfAWorkerThatIsLostLater() {
    MasterFixture fixture = MasterFixture.running(config());
    for (int attempt = 0; attempt <= 2; attempt++) {
      fixture.failed(attempt, A, "failure " + attempt);
      fixture.ended(attempt, A);
      fixture.tell(new JobEvent.WorkerLost(B, "killed"));
      fixture.tell(new JobEvent.WorkerJoined(B));
      fixture.after(5_000);
    }

    assertThat(fixture.master.status().failure().orElseThrow().message(), is("failure 0"));
  }

  @Test
  void forgivesFailuresBeforeACompletedCheckpoint() {
    MasterFixture fixture = MasterFixture.running(config());
    for (int attempt = 0; attempt < 5; attempt++) {
      fixture.failed(attempt, A, "failure " + attempt);
      fixture.ended(attempt, A);
      fixture.ended(attempt, B);
      fixture.after(100);
      fixture.report(new WorkerReport.AttemptRunning(attempt(attempt + 1), A));
      fixture.report(new WorkerReport.AttemptRunning(attempt(attempt + 1), B));
      fixture.after(1_000);
      fixture.complete(attempt + 1, attempt + 1, false);
    }

    assertThat(fixture.master.state(), is(JobState.RUNNING));
    assertThat(fixture.master.status().restarts(), is(5));
  }

  @Test
  void waitsForTheManifestThatIsBeingWrittenBeforeItRestarts() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.acknowledge(0, 1, S0, false);
    fixture.acknowledge(0, 1, S1, false);
    fixture.failed(0, A, "boom");
    fixture.ended(0, A);

    assertThat(fixture.ended(0, B), is(empty()));
    List<JobCommand> commands = fixture.committed(0, 1);

    assertThat(deployIn(commands).restore(), is(Optional.of(ref(1))));
  }

  @Test
  void restartsFromTheFinalCheckpointWhenAWorkerIsLostBeforeItFinalized() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    fixture.finish(0);
    fixture.complete(0, 1, true);
    fixture.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, A));

    fixture.tell(new JobEvent.WorkerLost(B, "killed"));
    List<JobCommand> commands = fixture.ended(0, A);

    assertThat(deployIn(commands).restore(), is(Optional.of(ref(1))));
  }

  @Test
  void isDoneEvenIfAWorkerIsLostWhileClosing() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    fixture.finish(0);
    fixture.complete(0, 1, true);
    fixture.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, A));
    fixture.report(new WorkerReport.CheckpointFinalized(attempt(0), 1, B));
    fixture.ended(0, A);

    fixture.tell(new JobEvent.WorkerLost(B, "killed"));

    assertThat(fixture.master.state(), is(JobState.DONE));
  }

  @Test
  void takesTheCheckpointBeforeWhenOneIsDamaged() {
    MasterFixture fixture = new MasterFixture(config());
    fixture.tell(new JobEvent.WorkerJoined(A));
    CompletedCheckpoint old = new CompletedCheckpoint(ref(3), true, Map.of());
    CompletedCheckpoint young = new CompletedCheckpoint(ref(4), true, Map.of());
    fixture.tell(new JobEvent.RestorePointRead(List.of(old, young), 5));
    Failure damaged = Failure.of(new DamagedCheckpointException("4/file-1: checksum"), "op");

    fixture.report(new WorkerReport.AttemptFailed(attempt(0), A, damaged));
    List<JobCommand> again = fixture.ended(0, A);
    fixture.report(new WorkerReport.AttemptFailed(attempt(1), A, damaged));
    fixture.ended(1, A);

    assertThat(deployIn(again).restore(), is(Optional.of(ref(3))));
    assertThat(fixture.master.state(), is(JobState.FAILED));
  }

  @Test
  void cancelsAndWaitsForTheThreads() {
    MasterFixture fixture = MasterFixture.running(config());

    List<JobCommand> commands = fixture.tell(new JobEvent.Cancel());

    assertThat(sentTo(A, commands), contains(new CancelAttempt(attempt(0))));
    fixture.ended(0, A);
    assertThat(fixture.master.state(), is(JobState.CANCELLING));
    fixture.ended(0, B);
    assertThat(fixture.master.state(), is(JobState.CANCELLED));
    assertThat(fixture.master.status().failure(), is(Optional.empty()));
  }

  @Test
  void cannotBeCancelledOnceTheFinalCheckpointIsDurable() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    fixture.finish(0);
    fixture.complete(0, 1, true);

    assertThat(fixture.tell(new JobEvent.Cancel()), is(empty()));
    assertThat(fixture.master.state(), is(JobState.FINISHING));
  }

  @Test
  void asksForAWorkerWhoseThreadsDoNotEndToBeReplaced() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.failed(0, A, "boom");
    fixture.ended(0, A);

    List<JobCommand> commands = fixture.after(JobMaster.END_TIMEOUT_MS);

    assertThat(commands, contains(new JobCommand.ReplaceWorker(attempt(0), B)));
    List<JobCommand> restart = fixture.tell(new JobEvent.WorkerLost(B, "replaced"));
    assertThat(sentTo(A, restart), hasItem(instanceOf(Deploy.class)));
  }

  @Test
  void countsMetricsFromTheCheckpointThatItRestored() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.complete(0, 1, false);
    fixture.report(
        new WorkerReport.Statistics(
            attempt(0),
            A,
            List.of(new SubtaskStatistics(S0, 5, 5, 0, 0, "", Map.of(OPERATOR, bytes("xyz"))))));
    JobMetrics before = fixture.master.metrics();

    fixture.failed(0, A, "boom");
    fixture.ended(0, A);
    fixture.ended(0, B);

    assertThat(before.committed(), is(Map.of(OPERATOR, bytes("xx"))));
    assertThat(requireNonNull(before.attempted().get(OPERATOR)).size(), is(4));
    assertThat(fixture.master.metrics().attempted(), is(Map.of(OPERATOR, bytes("xx"))));
  }

  @Test
  void hasAWorkerPreparedThatWillBeUsedByTheNextAttempt() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.WorkerLost(B, "killed"));
    fixture.ended(0, A);
    fixture.after(0);
    assertThat(fixture.master.status().workers(), is(1));

    List<JobCommand> joined = fixture.tell(new JobEvent.WorkerJoined(B));
    fixture.tell(new JobEvent.WorkerLost(B, "cannot start a process"));
    List<JobCommand> again = fixture.tell(new JobEvent.WorkerJoined(B));
    List<JobCommand> spare = fixture.tell(new JobEvent.WorkerJoined(new WorkerId("spare")));

    assertThat(joined, contains(new JobCommand.PrepareWorker(B, MasterFixture.spec(config()))));
    assertThat("only once before the next attempt", again, empty());
    assertThat("two workers have all the subtasks", spare, empty());
  }
}
