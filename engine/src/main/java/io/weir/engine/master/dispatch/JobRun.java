package io.weir.engine.master.dispatch;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.master.JobCommand.PrepareWorker;
import io.weir.engine.master.JobCommand.ReplaceWorker;
import io.weir.engine.master.JobEvent;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMaster;
import io.weir.engine.master.JobMasterDriver;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobStatus;
import io.weir.engine.master.JobStorage;
import io.weir.engine.master.MetricsMerge;
import io.weir.engine.master.SavepointResult;
import io.weir.engine.master.ThreadMasterLoop;
import io.weir.engine.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One job's master with its two threads, one for decisions and one for storage, which end with the
 * job.
 *
 * <p>Thread: any thread.
 */
final class JobRun implements JobHandle {
  private static final long ANSWER_POLL_MS = 100;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final JobSpec spec;
  private final ThreadMasterLoop loop;
  private final ExecutorService storageThread;
  private final JobMasterDriver driver;
  private final AtomicReference<JobStatus> status;
  private final AtomicReference<JobMetrics> finalMetrics = new AtomicReference<>(JobMetrics.NONE);
  private final CountDownLatch over = new CountDownLatch(1);
  private final SavepointRequests requests = new SavepointRequests();

  JobRun(
      JobSpec spec,
      int firstAttempt,
      JobStorage storage,
      MetricsMerge merge,
      Clock clock,
      Function<WorkerId, WorkerGateway> workers,
      Consumer<ReplaceWorker> replaceWorker,
      Consumer<PrepareWorker> prepareWorker,
      JobListener listener) {
    this.spec = spec;
    JobMaster master = new JobMaster(spec, firstAttempt, merge);
    status = new AtomicReference<>(master.status());
    loop = new ThreadMasterLoop("weir-master-" + spec.name());
    storageThread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "weir-checkpoints-" + spec.name());
              thread.setDaemon(true);
              return thread;
            });
    driver =
        new JobMasterDriver(
            master,
            storage,
            new JobMasterDriver.Environment(
                loop, storageThread, clock, workers, replaceWorker, prepareWorker),
            new Keeper(listener));
  }

  void start() {
    driver.start();
  }

  void deliver(JobEvent event) {
    driver.deliver(event);
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  @Override
  public JobId id() {
    return spec.id();
  }

  @Override
  public JobStatus status() {
    return status.get();
  }

  @Override
  public Optional<JobStatus> awaitDone(Duration timeout) throws InterruptedException {
    long millis = timeout.compareTo(LONGEST) < 0 ? timeout.toMillis() : LONGEST.toMillis();
    boolean ended = over.await(millis, TimeUnit.MILLISECONDS);
    return ended ? Optional.of(status.get()) : Optional.empty();
  }

  @Override
  public void cancel() {
    driver.deliver(new JobEvent.Cancel());
  }

  @Override
  public CompletableFuture<SavepointResult> savepoint(String path) {
    long request = requests.next();
    CompletableFuture<SavepointResult> answer = requests.await(request);
    driver.deliver(new JobEvent.TriggerSavepoint(request, path));
    return answer;
  }

  @Override
  public CompletableFuture<SavepointResult> stop(boolean drain, String path) {
    long request = requests.next();
    CompletableFuture<SavepointResult> answer = requests.await(request);
    driver.deliver(new JobEvent.Stop(request, drain, path));
    return answer;
  }

  @Override
  public JobMetrics metrics() throws InterruptedException {
    ArrayBlockingQueue<JobMetrics> answer = new ArrayBlockingQueue<>(1);
    driver.metrics(answer::offer);
    while (!isOver()) {
      // The loop may drop the question when the job ends at this moment, so look again.
      JobMetrics metrics = answer.poll(ANSWER_POLL_MS, TimeUnit.MILLISECONDS);
      if (metrics != null) {
        return metrics;
      }
    }
    return finalMetrics.get();
  }

  private final class Keeper implements JobListener {
    private final JobListener next;

    Keeper(JobListener next) {
      this.next = next;
    }

    @Override
    public void onStatus(JobStatus now) {
      status.set(now);
      next.onStatus(now);
    }

    @Override
    public void onSavepoint(SavepointResult result) {
      requests.answer(result);
      next.onSavepoint(result);
    }

    @Override
    public void onEnd(JobStatus last, JobMetrics metrics) {
      status.set(last);
      finalMetrics.set(metrics);
      over.countDown();
      requests.close(last.state());
      next.onEnd(last, metrics);
      storageThread.shutdown();
      loop.close();
    }
  }
}
