package io.weir.testkit.sim;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.master.JobListener;
import io.weir.engine.master.JobMetrics;
import io.weir.engine.master.JobState;
import io.weir.engine.master.JobStatus;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.worker.WorkerServices;
import io.weir.testkit.operators.Item;
import io.weir.testkit.operators.PublishedItems;
import io.weir.testkit.operators.TestJobs;
import io.weir.testkit.operators.TestOperators;
import io.weir.testkit.storage.MemoryCheckpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of one job in a simulated cluster, from a seed.
 *
 * <p>Use: {@link #check}. What is wrong ends in an AssertionError that names the seed.
 */
public final class Simulation {
  private static final long LONGEST_MS = 120_000;
  private static final int MOST_EVENTS = 3_000_000;

  private final SimOptions options;
  private final SimHooks hooks;
  private final EventLoop loop;
  private final Faults faults;
  private final Census census = new Census();
  private final MemoryCheckpoints disk;
  private final PublishedItems published;
  private final SimNetwork network;
  private final JobSpec job;
  private final List<SimWorker> workers = new ArrayList<>();
  private final Set<AttemptId> attempts = new HashSet<>();
  private SimMaster master;
  private int masters;
  private int workersMade;
  private @Nullable JobStatus end;
  private JobMetrics metrics = JobMetrics.NONE;

  private Simulation(SimOptions options, JobGraph graph, SimHooks hooks) throws IOException {
    this(
        options,
        TestJobs.spec(
            options.seed() & Long.MAX_VALUE,
            graph,
            TestJobs.config(options.checkpointIntervalMs(), options.alignedTimeoutMs(), 1_000)),
        new MemoryCheckpoints(),
        new PublishedItems(),
        hooks);
  }

  private Simulation(
      SimOptions options,
      JobSpec job,
      MemoryCheckpoints disk,
      PublishedItems published,
      SimHooks hooks)
      throws IOException {
    this.options = options;
    this.job = job;
    this.disk = disk;
    this.published = published;
    this.hooks = hooks;
    loop = new EventLoop(new Random(options.seed()));
    faults = new Faults(loop, options);
    network = new SimNetwork(loop, faults);
    master = newMaster();
    for (int i = 0; i < options.workers(); i++) {
      addWorker();
    }
    planFaults();
  }

  /**
   * Runs the job of the seed with faults and without, and compares.
   *
   * @param hooks what to change between the engine's parts
   * @return a number that is the same whenever the same happened
   * @throws AssertionError a promise was broken; the message has the seed and what follows from it
   */
  public static long check(long seed, SimHooks hooks) {
    SimOptions options = SimOptions.of(seed);
    JobGraph graph = SimJobs.draw(seed);
    try {
      Simulation reference = new Simulation(options.withoutFaults(), graph, SimHooks.NONE);
      reference.run();
      Simulation run = new Simulation(options, graph, hooks);
      run.run();
      run.compareWith(reference);
      return run.loop.trace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d: %s (options %s)".formatted(seed, e.getMessage(), options), e);
    }
  }

  /**
   * Cancels the job of the seed while its operators are busy, goes on from its last checkpoint at
   * another parallelism, and compares what both published with a run that nobody disturbed.
   *
   * @param from number of subtasks of each vertex before
   * @param to the same afterwards
   * @return whether barriers had overtaken elements, which the checkpoint held
   * @throws AssertionError results differ; the message has the seed
   */
  public static boolean checkRescaled(long seed, int from, int to) {
    SimOptions options = SimOptions.cancelledUnderPressure(seed);
    try {
      JobGraph graph = SimJobs.draw(seed, from);
      Simulation reference = new Simulation(options.withoutFaults(), graph, SimHooks.NONE);
      reference.run();
      Simulation first = new Simulation(options, graph, SimHooks.NONE);
      first.run();
      List<CheckpointRef> left = first.disk.of(first.job.id()).list();
      if (left.isEmpty()) {
        return false;
      }
      CheckpointRef last = left.get(left.size() - 1);
      Simulation second =
          new Simulation(
              options.withoutFaults(),
              TestJobs.spec(
                  seed + 1_000_000,
                  SimJobs.draw(seed, to),
                  first.job.config().startingFrom(last.path())),
              first.disk,
              first.published,
              SimHooks.NONE);
      second.run();
      second.comparePublished(reference);
      return CheckpointReader.open(first.disk.of(first.job.id()), last).hasElementsInFlight();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d from %d to %d: %s (options %s)"
              .formatted(seed, from, to, e.getMessage(), options),
          e);
    }
  }

  /**
   * Runs a job whose operators are much slower than its source, and says how long its checkpoints
   * took.
   *
   * @param alignedTimeoutMs time after which barriers may overtake elements; -1 for never
   * @return for each checkpoint, milliseconds from the first subtask's acknowledgement to the
   *     last's
   */
  public static List<Long> checkpointsUnderPressure(long seed, long alignedTimeoutMs) {
    try {
      AcknowledgementTimes times = new AcknowledgementTimes();
      Simulation run =
          new Simulation(
              SimOptions.underPressure(seed, alignedTimeoutMs), SimJobs.outpaced(), times);
      times.readFrom(run.loop::nowMillis);
      run.run();
      return times.spansMs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SimMaster newMaster() throws IOException {
    return new SimMaster(
        masters++,
        job,
        loop,
        faults,
        census,
        hooks,
        new SimStorage(disk, faults),
        Simulation::addLongs,
        new Watcher());
  }

  private static Bytes addLongs(Bytes left, Bytes right) {
    return Bytes.copyOf(
        ByteBuffer.allocate(Long.BYTES).putLong(longOf(left) + longOf(right)).array());
  }

  private static long longOf(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toByteArray()).getLong();
  }

  private void addWorker() {
    WorkerId id = new WorkerId("worker-" + workersMade++);
    SimProcess process = new SimProcess(id.value());
    WorkerServices services =
        new WorkerServices(
            new SimClock(loop),
            new SimExecutor(loop, process, faults, false),
            new SimTaskletExecutor(loop, process, faults, census),
            (spec, attempt) ->
                new SimOperators(new TestOperators(published), process, faults, census, hooks),
            attempt -> new SimExchange(id, process, network, census, hooks),
            (spec, attempt) -> noteAttempt(attempt),
            new SimStorage(disk, faults));
    SimWorker worker = new SimWorker(id, process, services);
    workers.add(worker);
    master.register(worker);
  }

  private MemoryKeyedStateBackendProvider noteAttempt(AttemptId attempt) {
    attempts.add(attempt);
    return new MemoryKeyedStateBackendProvider();
  }

  private void planFaults() {
    long phase = options.faultPhaseMs() * EventLoop.MILLIS;
    for (int i = 0; i < options.workerCrashes(); i++) {
      loop.at(loop.between(0, phase), this::killWorker);
    }
    for (int i = 0; i < options.masterCrashes(); i++) {
      loop.at(loop.between(0, phase), this::killMaster);
    }
    if (options.cancelled()) {
      loop.at(loop.between(0, phase), () -> master.cancel());
    }
    loop.at(phase, faults::end);
  }

  private void killWorker() {
    if (end != null) {
      return;
    }
    SimWorker victim = workers.remove(loop.random().nextInt(workers.size()));
    faults.countFatal();
    victim.process().kill();
    loop.after(
        loop.between(EventLoop.MILLIS, 30 * EventLoop.MILLIS),
        () -> master.workerLost(victim.id()));
    if (workers.isEmpty() || loop.random().nextBoolean()) {
      // Another one takes its place at once: a cluster without workers has nothing to simulate.
      addWorker();
    }
  }

  private void killMaster() {
    if (end != null) {
      return;
    }
    faults.countFatal();
    master.process().kill();
    loop.after(loop.between(EventLoop.MILLIS, 30 * EventLoop.MILLIS), this::replaceMaster);
  }

  private void replaceMaster() {
    try {
      master = newMaster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (SimWorker worker : workers) {
      // A worker that turns to another master leaves behind what the one before had it run.
      worker.stop();
      master.register(worker);
    }
  }

  private void run() {
    int events = 0;
    while (end == null || !isQuiet()) {
      verify(events++ < MOST_EVENTS, "still running after " + MOST_EVENTS + " events");
      verify(loop.nowMillis() < LONGEST_MS, "still running after " + loop.nowMillis() + " ms");
      verify(loop.step(), "nothing happens any more although the job is not over");
      verify(census.violations().isEmpty(), census.violations().toString());
    }
    JobStatus status = end;
    verify(
        status.state() == JobState.DONE
            || (options.cancelled() && status.state() == JobState.CANCELLED),
        "the job is " + status);
    verify(census.leaks().isEmpty(), "left open: " + census.leaks());
    verify(
        attempts.size() <= 1 + faults.fatal(),
        attempts.size() + " attempts although only " + faults.fatal() + " faults happened");
    Set<Long> stored = disk.of(job.id()).ids();
    verify(stored.size() <= job.config().checkpoints().retained(), "left in storage: " + stored);
    verify(disk.of(job.id()).list().size() == stored.size(), "incomplete in storage: " + stored);
  }

  private boolean isQuiet() {
    return workers.stream().allMatch(SimWorker::isIdle);
  }

  private void compareWith(Simulation reference) {
    comparePublished(reference);
    verify(
        isCancelled() || sinkCount(metrics) == sinkCount(reference.metrics),
        "committed metrics say %d, reference %d"
            .formatted(sinkCount(metrics), sinkCount(reference.metrics)));
  }

  private void comparePublished(Simulation reference) {
    Map<Item, Integer> expected = reference.published.count();
    Map<Item, Integer> actual = published.count();
    verify(!expected.isEmpty(), "the reference published nothing");
    if (isCancelled()) {
      expected.keySet().retainAll(actual.keySet());
    }
    if (!actual.equals(expected)) {
      throw new AssertionError("published " + difference(expected, actual));
    }
  }

  private boolean isCancelled() {
    JobStatus status = end;
    return status != null && status.state() == JobState.CANCELLED;
  }

  private static long sinkCount(JobMetrics metrics) {
    return longOf(metrics.committed().getOrDefault("sink", Bytes.copyOf(new byte[Long.BYTES])));
  }

  private static String difference(Map<Item, Integer> expected, Map<Item, Integer> actual) {
    List<String> lines = new ArrayList<>();
    Set<Item> all = new HashSet<>(expected.keySet());
    all.addAll(actual.keySet());
    for (Item item : all) {
      int want = expected.getOrDefault(item, 0);
      int got = actual.getOrDefault(item, 0);
      if (want != got) {
        lines.add("%s %d times instead of %d".formatted(item, got, want));
      }
    }
    return lines.size() + " items wrongly: " + lines.subList(0, Math.min(5, lines.size()));
  }

  private void verify(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError("at %d ms: %s".formatted(loop.nowMillis(), broken));
    }
  }

  private final class Watcher implements JobListener {
    @Override
    public void onStatus(JobStatus status) {
      // Only the end counts.
    }

    @Override
    public void onEnd(JobStatus status, JobMetrics last) {
      end = status;
      metrics = last;
    }
  }
}
