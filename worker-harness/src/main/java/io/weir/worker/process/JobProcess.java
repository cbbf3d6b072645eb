package io.weir.worker.process;

import io.weir.engine.control.MasterGateway;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.engine.task.ThreadTaskletExecutor;
import io.weir.engine.time.Clock;
import io.weir.engine.worker.JobWorker;
import io.weir.engine.worker.WorkerServices;
import io.weir.storage.CheckpointStorages;
import io.weir.storage.LocalCopyDirectory;
import io.weir.transport.control.JobProcessConnection;
import io.weir.transport.control.JobProcessHello;
import io.weir.transport.control.JobProcessListener;
import io.weir.transport.data.DataLimits;
import io.weir.transport.data.DataPlane;
import io.weir.worker.BeamOperatorFactory;
import io.weir.worker.LocalStateBackends;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the attempts of one job in this process, until the master is lost or lets go of it.
 *
 * <p>Thread: any thread.
 */
final class JobProcess implements JobProcessListener {
  private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);

  /** Exit status when the master is lost or lets go of the process. */
  private static final int MASTER_LOST = 5;

  /** Exit status when an attempt has failed here. */
  static final int ATTEMPT_FAILED = 6;

  /** How long subtasks may take to come to an element boundary. */
  private static final long STOP_MILLIS = 1000;

  private static final long POLL_MILLIS = 10;

  private final DataPlane data;
  private final JobWorker worker;
  private final IntConsumer exit;

  private JobProcess(DataPlane data, JobWorker worker, IntConsumer exit) {
    this.data = data;
    this.worker = worker;
    this.exit = exit;
  }

  /**
   * Connects to the master, which then says what to do.
   *
   * @param classLoader knows the user's classes
   * @param exit ends the process with a status; if it returns, it may be called once more when the
   *     master has let go of the process
   * @throws IOException the master cannot be reached or refuses the process
   */
  static void start(JobProcessParameters parameters, ClassLoader classLoader, IntConsumer exit)
      throws IOException {
    DataPlane data =
        DataPlane.start(
            parameters.worker(),
            parameters.job(),
            parameters.token(),
            DataLimits.of(parameters.maxRecordBytes()));
    CompletableFuture<JobProcessConnection> connected = new CompletableFuture<>();
    // Commands may come, and be answered, before the connection is known here.
    MasterGateway master =
        new ProcessPerFailure(
            report -> connected.join().send(report), () -> exit.accept(ATTEMPT_FAILED));
    JobWorker worker = new JobWorker(parameters.worker(), master, services(data, classLoader));
    connected.complete(
        JobProcessConnection.connect(
            parameters.master(),
            new JobProcessHello(
                parameters.worker(),
                parameters.job(),
                parameters.processNumber(),
                parameters.token(),
                data.port()),
            new JobProcess(data, worker, exit),
            parameters.heartbeats()));
  }

  private static WorkerServices services(DataPlane data, ClassLoader classLoader)
      throws IOException {
    Clock clock = Clock.system();
    return new WorkerServices(
        clock,
        blockingThreads(classLoader),
        new ThreadTaskletExecutor(clock, classLoader),
        (job, attempt) -> new BeamOperatorFactory(job.payload(), classLoader),
        data,
        LocalStateBackends.inTemporaryDirectory(),
        new CheckpointStorages(),
        LocalCopyDirectory.inTemporaryDirectory());
  }

  private static ExecutorService blockingThreads(ClassLoader classLoader) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "weir-blocking");
          thread.setDaemon(true);
          thread.setContextClassLoader(classLoader);
          return thread;
        });
  }

  @Override
  public void onCommand(WorkerCommand command) {
    worker.send(command);
  }

  @Override
  public void onPeers(Map<WorkerId, InetSocketAddress> peers) {
    data.updatePeers(peers);
  }

  @Override
  public void onMasterLost(String reason) {
    LOG.info("the job process ends: {}", reason);
    new Thread(this::stop, "weir-halt").start();
  }

  private void stop() {
    try {
      worker.stop();
      Clock clock = Clock.system();
      long deadline = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
      while (!worker.isIdle() && clock.nanoTime() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      data.close();
      exit.accept(MASTER_LOST);
    }
  }
}
