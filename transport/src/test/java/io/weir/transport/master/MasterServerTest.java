package io.weir.transport.master;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.control.WorkerReport;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.testkit.operators.TestJobs;
import io.weir.transport.Heartbeats;
import io.weir.transport.JobToken;
import io.weir.transport.Loopback;
import io.weir.transport.RefusedException;
import io.weir.transport.artifact.ArtifactStore;
import io.weir.transport.client.MasterClient;
import io.weir.transport.control.JobProcessConnection;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessStart;
import io.weir.transport.control.SupervisorConnection;
import io.weir.transport.control.SupervisorHello;
import io.weir.transport.stream.Connections;
import io.weir.transport.v1.FromJobProcess;
import io.weir.transport.v1.FromSupervisor;
import io.weir.transport.v1.JobProcessIntroduction;
import io.weir.transport.v1.Part;
import io.weir.transport.v1.SupervisorIntroduction;
import io.weir.transport.v1.ToJobProcess;
import io.weir.transport.v1.ToSupervisor;
import io.weir.transport.v1.WorkerServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MasterServerTest {
  private static final Heartbeats QUICK =
      new Heartbeats(Duration.ofMillis(100), Duration.ofMillis(600));
  private static final WorkerId WORKER = new WorkerId("w1");
  private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
  private static final AttemptId ATTEMPT = new AttemptId(JOB, 0);
  private static final JobToken TOKEN = JobToken.random();

  @TempDir private Path directory;
  private final RecordingMaster master = new RecordingMaster();
  private final RecordingWorker worker = new RecordingWorker();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private MasterServer server;

  @BeforeEach
  void start() throws IOException {
    server = startServer(Heartbeats.DEFAULT);
  }

  private MasterServer startServer(Heartbeats heartbeats) throws IOException {
    return MasterServer.start(
        Loopback.port(0), master, master, ArtifactStore.open(directory), heartbeats);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    server.close();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    assertThat(next, is(notNullValue()));
    return next;
  }

  private SupervisorConnection connectSupervisor(Heartbeats heartbeats) throws IOException {
    return keep(
        SupervisorConnection.connect(
            server.address(), new SupervisorHello(WORKER, "1", 2), worker, heartbeats));
  }

  private JobProcessConnection connectProcess(WorkerId id, int dataPort, RecordingWorker listener)
      throws IOException {
    return keep(
        JobProcessConnection.connect(
            server.address(),
            new JobProcessHello(id, JOB, 0, TOKEN, dataPort),
            listener,
            Heartbeats.DEFAULT));
  }

  @Test
  void carriesWhatMasterAndSupervisorSay() throws Exception {
    SupervisorConnection connection = connectSupervisor(Heartbeats.DEFAULT);
    JobProcessStart start =
        new JobProcessStart(
            JOB, 3, "wordcount", TOKEN, 1000, List.of(new JobSpec.Artifact("a.jar", "00", 7)));

    var link = next(master.supervisors);
    link.startJobProcess(start);
    link.stopJobProcess(JOB, 3, "cancelled");
    connection.jobProcessEnded(JOB, 3, "exit 1");

    assertThat(next(worker.starts), equalTo(start));
    assertThat(next(worker.events), equalTo("stop 3: cancelled"));
    assertThat(next(master.events), equalTo("ended 3: exit 1"));
  }

  @Test
  void carriesCommandsAndReportsInOrder() throws Exception {
    JobProcessConnection connection = connectProcess(WORKER, 1234, worker);
    var link = next(master.processes);

    for (int i = 0; i < 1000; i++) {
      link.send(new WorkerCommand.TriggerCheckpoint(ATTEMPT, i));
      connection.send(new WorkerReport.CheckpointFinalized(ATTEMPT, i, WORKER));
    }

    for (int i = 0; i < 1000; i++) {
      assertThat(next(worker.commands), equalTo(new WorkerCommand.TriggerCheckpoint(ATTEMPT, i)));
      assertThat(
          next(master.reports), equalTo(new WorkerReport.CheckpointFinalized(ATTEMPT, i, WORKER)));
    }
  }

  @Test
  void carriesMessagesThatAreLargerThanOnePart() throws Exception {
    JobProcessConnection connection = connectProcess(WORKER, 1234, worker);
    Failure failure = new Failure("c", "m", "x".repeat(10_000_000), "w");
    WorkerReport report = new WorkerReport.AttemptFailed(ATTEMPT, WORKER, failure);

    connection.send(report);

    assertThat(next(master.reports), equalTo(report));
  }

  @Test
  void tellsTheProcessesOfAJobWhereTheOthersAre() throws Exception {
    connectProcess(WORKER, 1234, worker);
    assertThat(next(worker.peers), equalTo(Map.of(WORKER, Loopback.port(1234))));

    WorkerId second = new WorkerId("w2");
    JobProcessConnection other = connectProcess(second, 4321, new RecordingWorker());
    assertThat(
        next(worker.peers),
        equalTo(Map.of(WORKER, Loopback.port(1234), second, Loopback.port(4321))));

    other.close();
    assertThat(next(worker.peers), equalTo(Map.of(WORKER, Loopback.port(1234))));
  }

  @Test
  void refusesAWorkerWithItsReason() {
    RefusedException refusal =
        assertThrows(
            RefusedException.class,
            () ->
                SupervisorConnection.connect(
                    server.address(), new SupervisorHello(WORKER, "2", 1), worker, QUICK));

    assertThat(refusal.getMessage(), equalTo("this master has version 1, the worker 2"));
    assertThat(worker.events.isEmpty(), is(true));
  }

  @Test
  void saysWhenTheMasterCannotBeReached() {
    InetSocketAddress nobody = server.address();
    server.close();

    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                SupervisorConnection.connect(
                    nobody, new SupervisorHello(WORKER, "1", 1), worker, QUICK));

    assertThat(
        failure.getMessage(),
        startsWith("cannot reach the master at " + Loopback.text(nobody) + ": "));
  }

  @Test
  void noticesAtOnceThatASupervisorLeft() throws Exception {
    SupervisorConnection connection = connectSupervisor(Heartbeats.DEFAULT);

    connection.close();

    assertThat(next(master.events), startsWith("lost w1: "));
  }

  @Test
  void noticesASilentSupervisor() throws Exception {
    // Says hello and nothing more.
    MasterServer impatient = keep(startServer(QUICK));
    ManagedChannel channel = Connections.open(impatient.address());
    opened.add(channel::shutdownNow);
    RecordedEnd end = new RecordedEnd();
    StreamObserver<FromSupervisor> out =
        WorkerServiceGrpc.newStub(channel).supervise(end.ofSupervisor());
    out.onNext(
        FromSupervisor.newBuilder()
            .setHello(
                SupervisorIntroduction.newBuilder().setWorkerId("w1").setVersion("1").setSlots(1))
            .build());

    assertThat(next(master.events), equalTo("lost w1: nothing was heard for 600 ms"));
    assertThat(end.reason(), containsString("nothing was heard for 600 ms"));
  }

  @Test
  void tellsAWorkerThatTheMasterIsLost() throws Exception {
    connectSupervisor(Heartbeats.DEFAULT);

    server.close();

    assertThat(next(worker.events), startsWith("master lost: "));
    assertThat(worker.events.isEmpty(), is(true));
  }

  @Test
  void tellsAWorkerThatTheMasterIsSilent() throws Exception {
    // The master's own heartbeats come far too late for this worker.
    connectSupervisor(new Heartbeats(Duration.ofMillis(10), Duration.ofMillis(80)));

    assertThat(next(worker.events), equalTo("master lost: nothing was heard for 80 ms"));
  }

  @Test
  void keepsAQuietConnectionAlive() throws Exception {
    Heartbeats frequent = new Heartbeats(Duration.ofMillis(100), Duration.ofMillis(1500));
    MasterServer impatient = keep(startServer(frequent));
    keep(
        SupervisorConnection.connect(
            impatient.address(), new SupervisorHello(WORKER, "1", 2), worker, frequent));

    assertThat(master.events.poll(3, TimeUnit.SECONDS), is(nullValue()));
    assertThat(worker.events.isEmpty(), is(true));
  }

  @Test
  void closesAStreamOnBytesThatCannotBeRead() throws Exception {
    ManagedChannel channel = Connections.open(server.address());
    opened.add(channel::shutdownNow);
    RecordedEnd end = new RecordedEnd();
    StreamObserver<FromJobProcess> out = WorkerServiceGrpc.newStub(channel).runJob(end.ofProcess());
    out.onNext(
        FromJobProcess.newBuilder()
            .setHello(
                JobProcessIntroduction.newBuilder()
                    .setWorkerId("w1")
                    .setJobId(JOB.value())
                    .setJobToken(ByteString.copyFrom(TOKEN.toByteArray()))
                    .setDataPort(1))
            .build());
    out.onNext(
        FromJobProcess.newBuilder()
            .setReport(
                Part.newBuilder().setContent(ByteString.copyFromUtf8("garbage")).setLast(true))
            .build());

    assertThat(end.reason(), startsWith("INVALID_ARGUMENT: cut off"));
    assertThat(next(master.events), startsWith("lost process of w1: cut off"));
    assertThat(master.reports.isEmpty(), is(true));
  }

  @Test
  void saysWhenThePortIsInUse() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                MasterServer.start(
                    server.address(), master, master, ArtifactStore.open(directory), QUICK));

    assertThat(
        failure.getMessage(),
        startsWith("cannot listen on " + Loopback.text(server.address()) + ": "));
    assertThat(failure.getMessage(), containsString("in use"));
  }

  @Test
  void refusesToListenElsewhere() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                MasterServer.start(
                    new InetSocketAddress(0),
                    master,
                    master,
                    ArtifactStore.open(directory),
                    QUICK));

    assertThat(refusal.getMessage(), containsString("only loopback addresses"));
  }

  @Test
  void submitsAndWatchesAJob() throws Exception {
    MasterClient client = keep(MasterClient.of(server.address()));
    JobSpec job = job(new byte[20_000_000], List.of());
    master.statuses.put(JOB, status(JobState.RUNNING));

    client.submit(job);
    List<JobStatus> seen = new ArrayList<>();
    JobStatus last =
        client.await(
            JOB,
            status -> {
              seen.add(status);
              master.statuses.put(JOB, status(JobState.DONE));
            });

    assertThat(master.submitted, equalTo(List.of(job)));
    assertThat(last, equalTo(status(JobState.DONE)));
    assertThat(seen, equalTo(List.of(status(JobState.RUNNING), status(JobState.DONE))));
    assertThat(client.status(JOB), equalTo(last));
    assertThat(client.jobs(), hasSize(1));
    assertThat(client.metrics(JOB), equalTo(JobMetrics.NONE));
    client.cancel(JOB);
    assertThat(client.savepoint(JOB, "file:/s"), equalTo("file:/s/" + JOB));
    assertThat(client.stop(JOB, true, "file:/s"), equalTo("drained to file:/s"));
    assertThat(client.rescale(JOB, 7), equalTo(new JobId("%032x".formatted(7))));
  }

  @Test
  void refusesAJobWhoseArtifactsAreMissing() {
    MasterClient client = keep(MasterClient.of(server.address()));
    JobSpec job = job(new byte[0], List.of(new JobSpec.Artifact("lib.jar", "0".repeat(64), 1)));

    RefusedException refusal = assertThrows(RefusedException.class, () -> client.submit(job));

    assertThat(refusal.getMessage(), equalTo("artifact lib.jar was not uploaded"));
    assertThat(master.submitted, hasSize(0));
  }

  @Test
  void saysThatAJobIsUnknown() {
    MasterClient client = keep(MasterClient.of(server.address()));

    for (var call :
        List.<ThrowingCall>of(
            () -> client.status(JOB),
            () -> client.cancel(JOB),
            () -> client.metrics(JOB),
            () -> client.await(JOB, status -> {}))) {
      RefusedException refusal = assertThrows(RefusedException.class, call::run);
      assertThat(refusal.getMessage(), equalTo("there is no job " + JOB));
    }
  }

  /** A call that may fail. */
  private interface ThrowingCall {
    void run() throws Exception;
  }

  private static JobSpec job(byte[] payload, List<JobSpec.Artifact> artifacts) {
    JobGraph graph = new JobGraph(List.of(), List.of(), 128, Bytes.copyOf(payload));
    return new JobSpec(JOB, "job", graph, TestJobs.config(1_000, 1), artifacts);
  }

  private static JobStatus status(JobState state) {
    return new JobStatus(
        JOB,
        "job",
        state,
        1,
        2,
        3,
        new JobStatus.CheckpointStatus(4, "p", 5, 6, 7, 8, 9),
        List.of(),
        Optional.of(new Failure("c", "m", "s", "w")));
  }

  /** How a stream ended. */
  private static final class RecordedEnd {
    private final CompletableFuture<String> reason = new CompletableFuture<>();

    String reason() throws Exception {
      return reason.get(20, TimeUnit.SECONDS);
    }

    StreamObserver<ToSupervisor> ofSupervisor() {
      return observer();
    }

    StreamObserver<ToJobProcess> ofProcess() {
      return observer();
    }

    private <T> StreamObserver<T> observer() {
      return new StreamObserver<>() {
        @Override
        public void onNext(T message) {}

        @Override
        public void onError(Throwable error) {
          Status status = Status.fromThrowable(error);
          reason.complete(status.getCode() + ": " + status.getDescription());
        }

        @Override
        public void onCompleted() {
          reason.complete("completed");
        }
      };
    }
  }
}
