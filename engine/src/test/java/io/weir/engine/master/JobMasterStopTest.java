package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.A;
import static io.weir.engine.master.MasterFixture.B;
import static io.weir.engine.master.MasterFixture.S0;
import static io.weir.engine.master.MasterFixture.S1;
import static io.weir.engine.master.MasterFixture.attempt;
import static io.weir.engine.master.MasterFixture.config;
import static io.weir.engine.master.MasterFixture.ref;
import static io.weir.engine.master.MasterFixture.sentTo;
import static io.weir.engine.master.MasterFixture.withoutCheckpoints;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.Failure;
import io.weir.engine.control.WorkerCommand.AbortCheckpoint;
import io.weir.engine.control.WorkerCommand.CloseAttempt;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.Drain;
import io.weir.engine.control.WorkerCommand.TriggerCheckpoint;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.CheckpointKind;
import io.weir.engine.master.JobCommand.AnswerSavepoint;
import io.weir.engine.master.JobCommand.WriteSavepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobMasterStopTest {
  private static final CheckpointRef COPY = new CheckpointRef("file:/s/1", 1);

  private static AnswerSavepoint written(long request, CheckpointRef savepoint) {
    return new AnswerSavepoint(
        new SavepointResult(request, Optional.of(savepoint), Optional.empty()));
  }

  private static TriggerCheckpoint trigger(int attempt, long id, CheckpointKind kind) {
    return new TriggerCheckpoint(attempt(attempt), id, kind);
  }

  private static List<JobCommand> finalized(MasterFixture fixture, int attempt, long id) {
    List<JobCommand> commands = new ArrayList<>();
    for (var worker : List.of(A, B)) {
      commands.addAll(
          fixture.report(new WorkerReport.CheckpointFinalized(attempt(attempt), id, worker)));
    }
    return commands;
  }

  private static List<JobCommand> ended(MasterFixture fixture, int attempt) {
    List<JobCommand> commands = new ArrayList<>(fixture.ended(attempt, A));
    commands.addAll(fixture.ended(attempt, B));
    return commands;
  }

  /** The next attempt runs. */
  private static List<JobCommand> restarted(MasterFixture fixture, int attempt) {
    List<JobCommand> commands = new ArrayList<>(ended(fixture, attempt - 1));
    commands.addAll(fixture.after(60_000));
    commands.addAll(fixture.report(new WorkerReport.AttemptRunning(attempt(attempt), A)));
    commands.addAll(fixture.report(new WorkerReport.AttemptRunning(attempt(attempt), B)));
    return commands;
  }

  @Test
  void copiesACheckpointThatBeganAfterASavepointWasAskedFor() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.after(1_000);
    fixture.tell(new JobEvent.TriggerSavepoint(5, "file:/s"));

    fixture.acknowledge(0, 1, S0, false);
    fixture.acknowledge(0, 1, S1, false);
    List<JobCommand> first = fixture.committed(0, 1);
    assertThat(sentTo(A, first), hasItem(trigger(0, 2, CheckpointKind.SAVEPOINT)));

    List<JobCommand> second = fixture.complete(0, 2, false);
    assertThat(second, hasItem(new WriteSavepoint(5, ref(2), "file:/s")));
    assertThat(sentTo(A, second), hasItem(new CompleteCheckpoint(attempt(0), 2, false)));
    CheckpointRef copy = new CheckpointRef("file:/s/2", 2);
    assertThat(fixture.tell(new JobEvent.SavepointWritten(5, copy)), contains(written(5, copy)));
    assertThat(fixture.master.state(), is(JobState.RUNNING));
    assertThat(sentTo(A, fixture.after(1_000)), contains(trigger(0, 3, CheckpointKind.CHECKPOINT)));
  }

  @Test
  void stopsBehindASavepoint() {
    MasterFixture fixture = MasterFixture.running(withoutCheckpoints());
    List<JobCommand> commands = fixture.tell(new JobEvent.Stop(9, false, ""));
    assertThat(sentTo(A, commands), contains(trigger(0, 1, CheckpointKind.LAST)));
    assertThat(fixture.master.state(), is(JobState.STOPPING));

    List<JobCommand> committed = fixture.complete(0, 1, false);
    assertThat(committed, contains(new WriteSavepoint(9, ref(1), "file:/c/savepoints")));
    assertThat(fixture.after(100_000), is(empty()));

    List<JobCommand> copied = fixture.tell(new JobEvent.SavepointWritten(9, COPY));
    assertThat(sentTo(B, copied), contains(new CompleteCheckpoint(attempt(0), 1, true)));
    assertThat(sentTo(A, finalized(fixture, 0, 1)), contains(new CloseAttempt(attempt(0))));
    assertThat(ended(fixture, 0), hasItem(written(9, COPY)));
    assertThat(fixture.master.state(), is(JobState.STOPPED));
  }

  @Test
  void goesOnWhenTheSavepointForAStopCannotBeWritten() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.Stop(9, false, "file:/full"));
    fixture.complete(0, 1, false);

    Failure full = Failure.of("disk full", "savepoint");
    List<JobCommand> commands = fixture.tell(new JobEvent.SavepointNotWritten(9, 1, full));

    assertThat(
        sentTo(A, commands),
        contains(new CompleteCheckpoint(attempt(0), 1, false), new AbortCheckpoint(attempt(0), 1)));
    assertThat(
        commands,
        hasItem(new AnswerSavepoint(new SavepointResult(9, Optional.empty(), Optional.of(full)))));
    assertThat(fixture.master.state(), is(JobState.RUNNING));
    assertThat(sentTo(A, fixture.after(1_000)), hasItem(trigger(0, 2, CheckpointKind.CHECKPOINT)));
  }

  @Test
  void stopsAnewAfterAFailureAndAnswersWithTheLastSavepointOnly() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.Stop(9, false, "file:/s"));
    fixture.complete(0, 1, false);
    assertThat(
        fixture.tell(new JobEvent.SavepointWritten(9, COPY)), not(hasItem(written(9, COPY))));
    fixture.failed(0, A, "lost");

    List<JobCommand> commands = restarted(fixture, 1);
    assertThat(fixture.master.state(), is(JobState.STOPPING));
    assertThat(sentTo(A, commands), hasItem(trigger(1, 2, CheckpointKind.LAST)));
    assertThat(
        "the copy of the attempt before says nothing",
        fixture.tell(new JobEvent.SavepointWritten(9, COPY)),
        is(empty()));
    fixture.complete(1, 2, false);
    CheckpointRef second = new CheckpointRef("file:/s/2", 2);
    fixture.tell(new JobEvent.SavepointWritten(9, second));
    finalized(fixture, 1, 2);

    assertThat(ended(fixture, 1), hasItem(written(9, second)));
    assertThat(fixture.master.state(), is(JobState.STOPPED));
  }

  @Test
  void drainsUntilTheFinalCheckpointAndAnswersAtTheEnd() {
    MasterFixture fixture = MasterFixture.running(config());
    List<JobCommand> commands = fixture.tell(new JobEvent.Stop(9, true, "file:/s"));
    assertThat(sentTo(A, commands), contains(new Drain(attempt(0))));
    assertThat(fixture.master.state(), is(JobState.DRAINING));

    assertThat(sentTo(A, fixture.finish(0)), contains(trigger(0, 1, CheckpointKind.SAVEPOINT)));
    assertThat(fixture.complete(0, 1, true), hasItem(new WriteSavepoint(9, ref(1), "file:/s")));
    assertThat("the copy is not there yet", finalized(fixture, 0, 1), is(empty()));
    fixture.tell(new JobEvent.SavepointWritten(9, COPY));

    assertThat(ended(fixture, 0), hasItem(written(9, COPY)));
    assertThat(fixture.master.state(), is(JobState.DONE));
  }

  @Test
  void drainsTheNextAttemptRightAfterItsDeployment() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.Stop(9, true, ""));
    fixture.failed(0, A, "lost");

    List<JobCommand> commands = restarted(fixture, 1);

    assertThat(sentTo(A, commands).get(1), is(new Drain(attempt(1))));
    assertThat(fixture.master.state(), is(JobState.DRAINING));
  }

  @Test
  void refusesToStopTwice() {
    MasterFixture fixture = MasterFixture.running(config());
    fixture.tell(new JobEvent.Stop(9, true, ""));

    JobCommand answer = fixture.tell(new JobEvent.Stop(10, false, "")).get(0);

    assertThat(answer.toString(), containsString("the job is stopping already"));
  }
}
