package io.weir.engine.master.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.config.JobConfig;
import io.weir.engine.config.TestConfigs;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.MemoryJobStorage;
import io.weir.engine.master.MetricsMerge;
import io.weir.engine.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatcherTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Dispatcher dispatcher =
      new Dispatcher(job -> new MemoryJobStorage(), MetricsMerge.concatenation(), Clock.system());

  private static JobSpec spec(int number) {
    OperatorNode node = new OperatorNode("op", new OperatorSpec("urn", Bytes.EMPTY), 0, List.of());
    JobGraph graph =
        new JobGraph(List.of(new JobVertex(0, "v", 1, List.of(node))), List.of(), 8, Bytes.EMPTY);
    JobConfig config = TestConfigs.of(TestConfigs.checkpoints(-1, 1_000, "c"));
    return new JobSpec(new JobId("%032x".formatted(number)), "job", graph, config, List.of());
  }

  private JobHandle submit(int number) throws Exception {
    return dispatcher.submit(spec(number), 0, new Silent());
  }

  /** A worker that remembers its commands. */
  private static final class FakeWorker implements WorkerConnection, WorkerGateway {
    private final WorkerId id;
    private final List<WorkerCommand> commands = new CopyOnWriteArrayList<>();

    FakeWorker(String name) {
      id = new WorkerId(name);
    }

    @Override
    public WorkerId id() {
      return id;
    }

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public WorkerGateway gateway() {
      return this;
    }

    @Override
    public void replaceJobProcess(AttemptId attempt) {
      throw new IllegalStateException("not expected");
    }

    @Override
    public void send(WorkerCommand command) {
      commands.add(command);
    }

    WorkerCommand await(int index) {
      Awaitility.await().until(() -> commands.size() > index);
      return commands.get(index);
    }
  }

  private static final class Silent implements JobListener {
    @Override
    public void onStatus(JobStatus status) {
      // Tests ask the handle.
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics metrics) {
      // Tests ask the handle.
    }
  }

  @Test
  void givesAWorkerToTheJobsThatWaitForOne() throws Exception {
    JobHandle job = submit(1);
    FakeWorker worker = new FakeWorker("w");

    dispatcher.registerWorker(worker);

    assertThat(worker.await(0), instanceOf(WorkerCommand.Deploy.class));
    assertThat(dispatcher.workers(), contains(new WorkerStatus(worker.id(), 2)));
    assertThat(dispatcher.job(job.id()).orElseThrow().id(), is(job.id()));
  }

  @Test
  void handsReportsToTheMasterOfTheirJob() throws Exception {
    FakeWorker worker = new FakeWorker("w");
    dispatcher.registerWorker(worker);
    JobHandle one = submit(1);
    JobHandle other = submit(2);
    worker.await(1);

    dispatcher.send(new WorkerReport.AttemptRunning(new AttemptId(one.id(), 0), worker.id()));
    dispatcher.send(
        new WorkerReport.AttemptRunning(new AttemptId(new JobId("f".repeat(32)), 0), worker.id()));

    Awaitility.await().until(() -> one.status().state() == JobState.RUNNING);
    assertThat(other.status().state(), is(JobState.DEPLOYING));
  }

  @Test
  void startsAJobAgainWhenItsProcessIsLost() throws Exception {
    FakeWorker worker = new FakeWorker("w");
    dispatcher.registerWorker(worker);
    JobHandle job = submit(1);
    worker.await(0);

    dispatcher.jobProcessLost(job.id(), worker.id(), "exit 137");

    assertThat(worker.await(1).attempt().number(), is(1));
  }

  @Test
  void letsJobsWaitWhenTheLastWorkerIsLost() throws Exception {
    FakeWorker worker = new FakeWorker("w");
    dispatcher.registerWorker(worker);
    JobHandle job = submit(1);
    worker.await(0);

    dispatcher.workerLost(worker.id(), "connection lost");
    dispatcher.workerLost(worker.id(), "connection lost");

    Awaitility.await().until(() -> job.status().state() == JobState.WAITING_FOR_WORKERS);
    assertThat(dispatcher.workers(), hasSize(0));
  }

  @Test
  void cancelsAJobThatWaits() throws Exception {
    JobHandle job = submit(1);

    job.cancel();

    assertThat(job.awaitDone(LONG).orElseThrow().state(), is(JobState.CANCELLED));
    assertThat(job.metrics(), is(JobMetrics.NONE));
    assertThat(dispatcher.jobs(), hasSize(1));
  }

  @Test
  void refusesAJobThatIsRunningAndTakesItAgainWhenItIsOver() throws Exception {
    JobHandle first = submit(1);

    assertThrows(IllegalArgumentException.class, () -> submit(1));
    first.cancel();
    assertThat(first.awaitDone(LONG).isPresent(), is(true));

    submit(1).cancel();
  }

  @Test
  void refusesAWorkerTwice() {
    dispatcher.registerWorker(new FakeWorker("w"));

    assertThrows(
        IllegalArgumentException.class, () -> dispatcher.registerWorker(new FakeWorker("w")));
  }
}
