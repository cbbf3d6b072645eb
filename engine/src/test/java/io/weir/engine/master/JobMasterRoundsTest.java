package io.weir.engine.master;

import static io.weir.engine.master.MasterFixture.A;
import static io.weir.engine.master.MasterFixture.B;
import static io.weir.engine.master.MasterFixture.attempt;
import static io.weir.engine.master.MasterFixture.sentTo;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.RoundResult;
import io.weir.engine.control.WorkerCommand.CompleteCheckpoint;
import io.weir.engine.control.WorkerCommand.StartRound;
import io.weir.engine.control.WorkerCommand.TriggerCheckpoint;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.RoundPassed;
import io.weir.engine.element.Signal.Watermark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMasterRoundsTest {
  private static final long MIN = Watermark.MIN;
  private static final RoundResult IDLE = new RoundResult(false, false, false, 0);
  private static final RoundResult QUIET = new RoundResult(false, false, true, 0);
  private static final RoundResult WORKED = new RoundResult(true, false, true, 0);
  private static final RoundResult AWAITS = new RoundResult(false, true, true, 0);

  private final MasterFixture fixture = new MasterFixture(MasterFixture.config(1_000, 0, true));
  private final List<JobCommand> commands = new ArrayList<>();

  JobMasterRoundsTest() {
    fixture.tell(new JobEvent.WorkerJoined(A));
    fixture.tell(new JobEvent.WorkerJoined(B));
    fixture.tell(new JobEvent.RestorePointRead(List.of(), 1));
    fixture.report(new WorkerReport.AttemptRunning(attempt(0), A));
    commands.addAll(fixture.report(new WorkerReport.AttemptRunning(attempt(0), B)));
  }

  private static StartRound start(long round, long timeMs, boolean play) {
    return new StartRound(attempt(0), round, timeMs, play);
  }

  private List<JobCommand> passed(long round, WorkerId worker, RoundResult result) {
    return fixture.report(new RoundPassed(attempt(0), round, worker, result));
  }

  /** The round ends with these results; answers what worker A is told then. */
  private List<?> round(long round, RoundResult onA, RoundResult onB) {
    passed(round, A, onA);
    return sentTo(A, passed(round, B, onB));
  }

  @Test
  void beginsWithARoundWithoutEvents() {
    assertThat(sentTo(A, commands), contains(start(1, MIN, false)));
    assertThat(sentTo(B, commands), contains(start(1, MIN, false)));
  }

  @Test
  void playsOnlyWhenNoWorkerDidAnything() {
    assertThat(round(1, WORKED, QUIET), contains(start(2, MIN, false)));
    assertThat(round(2, QUIET, WORKED), contains(start(3, MIN, false)));
    assertThat(round(3, QUIET, IDLE), contains(start(4, MIN, true)));
    assertThat(round(4, QUIET, IDLE), contains(start(5, MIN, true)));
  }

  @Test
  void waitsForAllWorkersAndIgnoresRepeatedReports() {
    assertThat(passed(1, A, QUIET), is(empty()));
    assertThat(passed(1, A, QUIET), is(empty()));
    assertThat(sentTo(A, passed(1, B, QUIET)), contains(start(2, MIN, true)));
    assertThat(passed(1, B, QUIET), is(empty()));
  }

  @Test
  void tellsTheTimeThatAllEventsHavePassedAndIsQuietWhenNothingWasDueThen() {
    RoundResult five = new RoundResult(false, false, true, 5);
    RoundResult seven = new RoundResult(false, false, true, 7);

    assertThat(round(1, five, seven), contains(start(2, MIN + 12, false)));
    assertThat(round(2, five, seven), contains(start(3, MIN + 12, false)));
    assertThat(round(3, five, seven), contains(start(4, MIN + 12, true)));
  }

  @Test
  void takesACheckpointBeforeTheNextEventWhenSomethingAwaitsOne() {
    assertThat(round(1, AWAITS, QUIET), contains(new TriggerCheckpoint(attempt(0), 2)));

    List<JobCommand> completed = fixture.complete(0, 2, false);

    assertThat(
        sentTo(A, completed),
        contains(new CompleteCheckpoint(attempt(0), 2, false), start(3, MIN, false)));
    assertThat(round(3, QUIET, QUIET), contains(start(4, MIN, true)));
  }

  @Test
  void takesPeriodicCheckpointsBetweenTwoRounds() {
    fixture.after(1_000);
    assertThat(fixture.master.nextDeadlineMs(), is(Long.MAX_VALUE));

    assertThat(round(1, WORKED, WORKED), contains(new TriggerCheckpoint(attempt(0), 2)));

    assertThat(
        sentTo(A, fixture.complete(0, 2, false)),
        contains(new CompleteCheckpoint(attempt(0), 2, false), start(3, MIN, false)));
  }

  @Test
  void letsARoundPassBetweenCheckpointsThatTakeLongerThanTheirInterval() {
    fixture.after(1_000);
    assertThat(round(1, WORKED, WORKED), contains(new TriggerCheckpoint(attempt(0), 2)));

    fixture.after(1_000);
    assertThat(
        sentTo(A, fixture.complete(0, 2, false)),
        contains(new CompleteCheckpoint(attempt(0), 2, false), start(3, MIN, false)));
    assertThat(round(3, WORKED, WORKED), contains(new TriggerCheckpoint(attempt(0), 4)));
  }

  @Test
  void looksAgainAfterAPauseWhenNoEventsAreLeft() {
    assertThat(round(1, IDLE, IDLE), is(empty()));
    assertThat(fixture.master.nextDeadlineMs(), is(Rounds.PAUSE_MS));

    assertThat(sentTo(A, fixture.after(Rounds.PAUSE_MS)), contains(start(2, MIN, true)));
  }

  @Test
  void startsNoRoundWhenAllSubtasksHaveFinished() {
    fixture.finish(0);

    assertThat(round(1, QUIET, QUIET), contains(new TriggerCheckpoint(attempt(0), 2)));
  }

  @Test
  void keepsTheTimeOverARestartAndIsNotQuietAfterIt() {
    round(1, new RoundResult(false, false, true, 5), QUIET);
    fixture.failed(0, A, "broken");
    fixture.ended(0, A);
    fixture.ended(0, B);
    fixture.after(60_000);
    fixture.report(new WorkerReport.AttemptRunning(attempt(1), A));

    List<JobCommand> again = fixture.report(new WorkerReport.AttemptRunning(attempt(1), B));

    assertThat(sentTo(A, again), contains(new StartRound(attempt(1), 3, MIN + 5, false)));
  }
}
