package io.weir.engine.worker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.Key;
import io.weir.engine.fake.FakeMaster;
import io.weir.engine.fake.FakeOperator;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobWorkerTest {
  private static final int ELEMENTS = 10_000;

  private final FakeMaster master = new FakeMaster();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final FakeOperators operators =
      new FakeOperators()
          .with("root", context -> new Root(context, ELEMENTS))
          .with("sink", Sink::new);

  @Test
  void runsABoundedJobUntilItIsClosed() {
    TestJob job = new TestJob(master, operators, 2);

    job.deploy(0);
    await().until(() -> master.reports(WorkerReport.SubtaskFinished.class).size() == 3);
    job.worker().send(new WorkerCommand.TriggerCheckpoint(job.attempt(0), 1));
    await().until(() -> master.reports(WorkerReport.CheckpointAcknowledged.class).size() == 3);
    job.worker().send(new WorkerCommand.CompleteCheckpoint(job.attempt(0), 1, true));
    await().until(() -> master.reports(WorkerReport.CheckpointFinalized.class).size() == 1);
    job.worker().send(new WorkerCommand.CloseAttempt(job.attempt(0)));
    await().until(() -> master.reports(WorkerReport.AttemptEnded.class).size() == 1);

    String[] all = IntStream.range(0, ELEMENTS).mapToObj(i -> "e" + i).toArray(String[]::new);
    assertThat(received, containsInAnyOrder(all));
    assertThat(master.reports(WorkerReport.AttemptRunning.class), hasSize(1));
    assertThat(master.reports(WorkerReport.AttemptFailed.class), is(empty()));
    assertThat(
        master.reports(WorkerReport.CheckpointAcknowledged.class).stream()
            .map(WorkerReport.CheckpointAcknowledged::finished)
            .toList(),
        everyItem(is(true)));
  }

  private static final class Root extends FakeOperator {
    private final int elements;
    private int next;

    Root(OperatorContext context, int elements) {
      super(context, 0, 1);
      this.elements = elements;
    }

    @Override
    public Progress advance() throws Exception {
      for (int i = 0; i < 100 && next < elements; i++) {
        emit("e" + next++);
      }
      return next < elements ? Progress.MORE : Progress.IDLE;
    }

    @Override
    public boolean finish() {
      return next == elements;
    }
  }

  private final class Sink extends FakeOperator {
    Sink(OperatorContext context) {
      super(context, 1, 0);
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) throws Exception {
      received.add((String) element);
    }
  }
}
