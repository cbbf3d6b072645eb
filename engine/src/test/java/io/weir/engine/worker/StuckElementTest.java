package io.weir.engine.worker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.Failure;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.Key;
import io.weir.engine.fake.FakeMaster;
import io.weir.engine.fake.FakeOperator;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.operator.OperatorContext;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** User code that does not come back is named. */
@Timeout(60)
class StuckElementTest {
  private final FakeMaster master = new FakeMaster();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final FakeOperators operators =
      new FakeOperators().with("root", Root::new).with("sink", Sink::new);
  private @Nullable TestJob job;

  private TestJob deploy(long checkpointTimeoutMs) throws Exception {
    TestJob started = new TestJob(master, operators, 1, checkpointTimeoutMs);
    job = started;
    started.deploy(0);
    stuck.await();
    return started;
  }

  @AfterEach
  void close() {
    release.countDown();
    if (job != null) {
      job.close();
    }
  }

  private static void assertNamesTheSink(Failure failure) {
    assertThat(failure.where(), is("sink"));
    assertThat(failure.message(), allOf(containsString("sink"), containsString("worker w")));
    assertThat(
        failure.stackTrace(),
        allOf(containsString("StuckElementTest$Sink.process"), containsString("\tat ")));
  }

  @Test
  void failsTheAttemptWhenAnElementTakesTooLong() throws Exception {
    operators.withElementTimeout(1_500);
    TestJob started = deploy(60_000);

    await().until(() -> !master.reports(WorkerReport.AttemptFailed.class).isEmpty());
    assertNamesTheSink(master.reports(WorkerReport.AttemptFailed.class).get(0).failure());
    started.worker().send(new WorkerCommand.CancelAttempt(started.attempt(0)));
    await().until(() -> !master.reports(WorkerReport.AttemptEnded.class).isEmpty());
  }

  @Test
  void declinesACheckpointThatWaitsForUserCodeAndLeavesTheAttemptAlone() throws Exception {
    TestJob started = deploy(2_500);
    started.worker().send(new WorkerCommand.TriggerCheckpoint(started.attempt(0), 1));

    await().until(() -> !master.reports(WorkerReport.CheckpointDeclined.class).isEmpty());
    WorkerReport.CheckpointDeclined declined =
        master.reports(WorkerReport.CheckpointDeclined.class).get(0);
    assertThat(declined.checkpointId(), is(1L));
    assertThat(declined.subtask(), is(new SubtaskId(1, 0)));
    assertNamesTheSink(declined.failure());
    assertThat(master.reports(WorkerReport.AttemptFailed.class), is(empty()));

    release.countDown();
    await().until(() -> master.reports(WorkerReport.CheckpointAcknowledged.class).size() == 2);
  }

  private static final class Root extends FakeOperator {
    private Root(OperatorContext context) {
      super(context, 0, 1);
    }

    @Override
    public boolean finish() throws Exception {
      emit("e");
      return true;
    }
  }

  private final class Sink extends FakeOperator {
    private Sink(OperatorContext context) {
      super(context, 1, 0);
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) throws Exception {
      stuck.countDown();
      release.await();
    }
  }
}
