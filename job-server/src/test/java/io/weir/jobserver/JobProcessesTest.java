package io.weir.jobserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.testkit.operators.SourceSpec;
import io.weir.testkit.operators.TestJobs;
import io.weir.transport.JobToken;
import io.weir.transport.RefusedException;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessLink;
import io.weir.transport.control.JobProcessStart;
import io.weir.transport.control.SupervisorLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobProcessesTest {
  private static final WorkerId WORKER = new WorkerId("worker");
  private static final JobToken TOKEN = JobToken.random();
  private static final JobSpec JOB =
      TestJobs.spec(
          1,
          TestJobs.keyedWindows(new SourceSpec("source", 1, 10, 1, true, 10, 0), 1),
          TestJobs.config(1000, 3));

  private final FakeSupervisor supervisor = new FakeSupervisor();
  private final JobProcesses processes = new JobProcesses(supervisor, job -> TOKEN);

  private static WorkerCommand deploy(int attempt) {
    return new WorkerCommand.Deploy(
        new AttemptId(JOB.id(), attempt), JOB, Map.of(), Optional.empty(), 1);
  }

  private static WorkerCommand trigger(int attempt, long checkpoint) {
    return new WorkerCommand.TriggerCheckpoint(new AttemptId(JOB.id(), attempt), checkpoint);
  }

  private static JobProcessHello hello(int number) {
    return new JobProcessHello(WORKER, JOB.id(), number, TOKEN, 4711);
  }

  @Test
  void startsAProcessWithTheFirstDeployment() {
    processes.send(trigger(0, 1));
    assertThat(supervisor.started, is(empty()));

    processes.send(deploy(0));
    processes.send(deploy(1));

    assertThat(supervisor.started, contains(1));
  }

  @Test
  void sendsWhatWaitedOnceTheProcessHasConnected() throws RefusedException {
    FakeProcess process = new FakeProcess();
    processes.send(deploy(0));
    processes.send(trigger(0, 1));

    processes.connected(hello(1), process);
    processes.send(trigger(0, 2));

    assertThat(process.commands, contains(deploy(0), trigger(0, 1), trigger(0, 2)));
  }

  @Test
  void dropsWhatWaitedForAnOlderAttempt() throws RefusedException {
    FakeProcess process = new FakeProcess();
    processes.send(deploy(0));
    processes.send(trigger(0, 1));
    processes.send(deploy(1));

    processes.connected(hello(1), process);

    assertThat(process.commands, contains(deploy(1)));
  }

  @Test
  void refusesAProcessThatWasReplaced() {
    processes.send(deploy(0));
    processes.remove(JOB.id(), 1, "killed");
    processes.send(deploy(1));

    assertThat(supervisor.started, contains(1, 2));
    assertThrows(RefusedException.class, () -> processes.connected(hello(1), new FakeProcess()));
  }

  @Test
  void refusesASecondConnection() throws RefusedException {
    processes.send(deploy(0));
    processes.connected(hello(1), new FakeProcess());

    assertThrows(RefusedException.class, () -> processes.connected(hello(1), new FakeProcess()));
  }

  @Test
  void tellsOfALossOnce() {
    processes.send(deploy(0));

    assertThat(processes.remove(JOB.id(), 1, "exit status 1"), is(true));
    assertThat(processes.remove(JOB.id(), 1, "exit status 137"), is(false));
  }

  @Test
  void keepsAKilledProcessUntilItsEndIsReported() {
    processes.send(deploy(0));

    processes.kill(JOB.id(), "hangs");

    assertThat(supervisor.stopped, contains(1));
    assertThat(processes.isCurrent(JOB.id(), 1), is(true));
  }

  @Test
  void waitsForTheSupervisorToSayHowAProcessEndedWhoseConnectionBroke() throws RefusedException {
    FakeProcess process = new FakeProcess();
    processes.send(deploy(0));
    processes.connected(hello(1), process);

    processes.disconnected(JOB.id(), 1, "its stream broke");

    assertThat(supervisor.stopped, contains(1));
    assertThat(process.closed, contains("its stream broke"));
    assertThat(processes.isCurrent(JOB.id(), 1), is(true));
    assertThat(processes.remove(JOB.id(), 1, "exit status 3"), is(true));
  }

  @Test
  void stopsNoSuccessorOfAProcessWhoseConnectionBroke() {
    processes.send(deploy(0));
    processes.remove(JOB.id(), 1, "killed");
    processes.send(deploy(1));

    processes.disconnected(JOB.id(), 1, "its stream broke");

    assertThat(supervisor.stopped, contains(1));
    assertThat(processes.isCurrent(JOB.id(), 2), is(true));
  }

  @Test
  void endsTheProcessOfAJobThatIsOver() throws RefusedException {
    FakeProcess process = new FakeProcess();
    processes.send(deploy(0));
    processes.connected(hello(1), process);

    processes.jobOver(JOB.id());

    assertThat(supervisor.stopped, contains(1));
    assertThat(process.closed, hasSize(1));
    assertThat(processes.remove(JOB.id(), 1, "exit status 137"), is(false));
  }

  @Test
  void startsNothingOnAWorkerThatIsLost() {
    processes.close("lost");

    processes.send(deploy(0));

    assertThat(supervisor.started, is(empty()));
  }

  private static final class FakeSupervisor implements SupervisorLink {
    private final List<Integer> started = new ArrayList<>();
    private final List<Integer> stopped = new ArrayList<>();

    @Override
    public void startJobProcess(JobProcessStart start) {
      started.add(start.processNumber());
    }

    @Override
    public void stopJobProcess(JobId job, int processNumber, String reason) {
      stopped.add(processNumber);
    }

    @Override
    public void close(String reason) {
      throw new AssertionError("not the business of job processes");
    }
  }

  private static final class FakeProcess implements JobProcessLink {
    private final List<WorkerCommand> commands = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    @Override
    public void send(WorkerCommand command) {
      commands.add(command);
    }

    @Override
    public void close(String reason) {
      closed.add(reason);
    }
  }
}
