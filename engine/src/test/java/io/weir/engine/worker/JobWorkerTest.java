package io.weir.engine.worker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.element.Key;
import io.weir.engine.fake.FakeMaster;
import io.weir.engine.fake.FakeOperator;
import io.weir.engine.fake.FakeOperators;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobWorkerTest {
  private static final int ELEMENTS = 10_000;

  private final FakeMaster master = new FakeMaster();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final FakeOperators operators =
      new FakeOperators()
          .with("root", context -> new Root(context, ELEMENTS))
          .with("sink", Sink::new);
  private final TestJob job = new TestJob(master, operators, 2);

  @AfterEach
  void close() {
    job.close();
  }

  private void awaitReports(Class<? extends WorkerReport> type, int number) {
    await().until(() -> master.reports(type).size() == number);
  }

  @Test
  void runsABoundedJobUntilItIsClosed() {
    job.deploy(0);
    awaitReports(WorkerReport.SubtaskFinished.class, 3);
    job.worker().send(new WorkerCommand.TriggerCheckpoint(job.attempt(0), 1));
    awaitReports(WorkerReport.CheckpointAcknowledged.class, 3);
    job.worker().send(new WorkerCommand.CompleteCheckpoint(job.attempt(0), 1, true));
    awaitReports(WorkerReport.CheckpointFinalized.class, 1);
    job.worker().send(new WorkerCommand.CloseAttempt(job.attempt(0)));
    awaitReports(WorkerReport.AttemptEnded.class, 1);

    String[] all = IntStream.range(0, ELEMENTS).mapToObj(i -> "e" + i).toArray(String[]::new);
    assertThat(received, containsInAnyOrder(all));
    assertThat(master.reports(WorkerReport.AttemptRunning.class), hasSize(1));
    assertThat(master.reports(WorkerReport.AttemptFailed.class), is(empty()));
    assertThat(
        master.reports(WorkerReport.CheckpointAcknowledged.class).stream()
            .map(WorkerReport.CheckpointAcknowledged::finished)
            .toList(),
        everyItem(is(true)));
    assertThat(job.worker().isIdle(), is(true));
  }

  @Test
  void reportsTheFirstFailureOnceAndEndsWhenItIsCancelled() {
    operators.with(
        "sink",
        context ->
            new Sink(context) {
              @Override
              public void process(int input, @Nullable Key key, Object element) {
                throw new IllegalStateException("full");
              }
            });

    job.deploy(0);
    awaitReports(WorkerReport.AttemptFailed.class, 1);
    job.worker().send(new WorkerCommand.CancelAttempt(job.attempt(0)));
    awaitReports(WorkerReport.AttemptEnded.class, 1);

    assertThat(master.reports(WorkerReport.AttemptFailed.class), hasSize(1));
    assertThat(
        master.reports(WorkerReport.AttemptFailed.class).get(0).failure().where(), is("sink"));
  }

  @Test
  void startsTheNextAttemptOnlyWhenEveryThreadOfTheLastHasEnded() throws Exception {
    AtomicInteger alive = new AtomicInteger();
    AtomicInteger mostAlive = new AtomicInteger();
    CountDownLatch blocked = new CountDownLatch(1);
    operators.with(
        "root",
        context ->
            new Root(context, ELEMENTS) {
              private final boolean first = context.location().attempt() == 0;

              {
                mostAlive.accumulateAndGet(alive.incrementAndGet(), Math::max);
              }

              @Override
              public Progress advance() throws Exception {
                if (first) {
                  blocked.countDown();
                  new CountDownLatch(1).await();
                }
                return super.advance();
              }

              @Override
              public void close() {
                alive.decrementAndGet();
              }
            });

    job.deploy(0);
    blocked.await();
    job.deploy(1);
    // The first attempt blocks in user code and must be interrupted.
    awaitReports(WorkerReport.AttemptEnded.class, 1);
    await().until(() -> received.size() == ELEMENTS);

    assertThat(mostAlive.get(), is(1));
    assertThat(master.reports(WorkerReport.AttemptFailed.class), is(empty()));
  }

  @Test
  void ignoresCommandsForAttemptsThatItHasLeftBehind() {
    job.deploy(1);
    awaitReports(WorkerReport.AttemptRunning.class, 1);

    job.deploy(0);
    job.deploy(1);
    job.worker().send(new WorkerCommand.TriggerCheckpoint(job.attempt(0), 9));
    job.worker().send(new WorkerCommand.CloseAttempt(job.attempt(1)));
    awaitReports(WorkerReport.AttemptEnded.class, 1);

    assertThat(master.reports(WorkerReport.CheckpointAcknowledged.class), is(empty()));
    assertThat(master.reports(WorkerReport.AttemptRunning.class), hasSize(1));
  }

  @Test
  void answersARequestToEndAnAttemptThatHasEnded() {
    job.worker().send(new WorkerCommand.CancelAttempt(job.attempt(3)));
    job.deploy(3);

    assertThat(master.reports(WorkerReport.AttemptEnded.class), hasSize(1));
    assertThat(job.worker().isIdle(), is(true));
  }

  @Test
  void parksAProducerWhoseConsumerStandsStill() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger emitted = new AtomicInteger();
    operators
        .with(
            "root",
            context ->
                new FakeOperator(context, 0, 1) {
                  @Override
                  public boolean finish() throws Exception {
                    for (int i = 0; i < 1_000_000; i++) {
                      emit("e");
                      emitted.incrementAndGet();
                    }
                    return true;
                  }
                })
        .with(
            "sink",
            context ->
                new FakeOperator(context, 1, 0) {
                  @Override
                  public void process(int input, @Nullable Key key, Object element)
                      throws Exception {
                    release.await();
                  }
                });

    job.deploy(0);
    await().until(() -> emitted.get() > 10_000);
    await().until(job::hasParkedProducer);
    assertThat(emitted.get(), lessThan(100_000));
    release.countDown();

    awaitReports(WorkerReport.SubtaskFinished.class, 3);
    assertThat(emitted.get(), is(1_000_000));
  }

  @Test
  void sendsFiguresWhileItRunsAndAtTheEnd() {
    job.deploy(0);
    awaitReports(WorkerReport.SubtaskFinished.class, 3);
    job.worker().send(new WorkerCommand.CloseAttempt(job.attempt(0)));
    awaitReports(WorkerReport.AttemptEnded.class, 1);

    var all = master.reports(WorkerReport.Statistics.class);
    assertThat(all.size(), greaterThan(0));
    var last = all.get(all.size() - 1).subtasks();
    assertThat(
        last.stream().mapToLong(s -> s.elementsIn() + s.elementsOut()).sum(), is(2L * ELEMENTS));
  }

  private static class Root extends FakeOperator {
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

  private class Sink extends FakeOperator {
    Sink(OperatorContext context) {
      super(context, 1, 0);
    }

    @Override
    public void process(int input, @Nullable Key key, Object element) throws Exception {
      received.add((String) element);
    }
  }
}
