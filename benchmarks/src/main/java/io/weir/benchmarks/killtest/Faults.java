package io.weir.benchmarks.killtest;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Chooses faults and does them: kills workers, job processes, the master, or master and worker
 * together, and stops processes for a while.
 *
 * <p>Thread: one at a time.
 */
final class Faults {
  private static final int SHORTEST_STOP_SECONDS = 5;

  private final Cluster cluster;
  private final Random random;
  private final List<Kind> kinds;
  private final int longestStopSeconds;
  private final RecoveryTimes times;
  private final List<Stopped> stopped = new ArrayList<>();
  private int count;

  private record Stopped(ProcessHandle process, long untilNanos) {}

  /** What may happen. */
  enum Kind {
    /** A worker is killed, with its job processes. */
    WORKER,
    /** A job process is killed. */
    JOB_PROCESS,
    /** The master is killed. */
    MASTER,
    /** The master and a worker are killed. */
    BOTH,
    /** Some process is stopped for a while, and continued. */
    STOP
  }

  /**
   * Faults to come.
   *
   * @param kinds what may happen
   * @param longestStopSeconds how long a process is stopped at most
   */
  Faults(
      Cluster cluster,
      Random random,
      List<Kind> kinds,
      int longestStopSeconds,
      RecoveryTimes times) {
    this.cluster = cluster;
    this.random = random;
    this.kinds = List.copyOf(kinds);
    this.longestStopSeconds = longestStopSeconds;
    this.times = times;
  }

  /** How many there were. */
  int count() {
    return count;
  }

  /** Does one. Workers that are killed are to be started again by the caller. */
  void inject() throws IOException, InterruptedException, KillTestFailure {
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    List<Integer> workers = cluster.workers();
    int worker = workers.get(random.nextInt(workers.size()));
    count++;
    System.out.printf("%s fault %d: %s%n", LocalTime.now(ZoneId.systemDefault()), count, kind);
    if (kind == Kind.WORKER && stopped.isEmpty()) {
      times.workerKilled();
    } else {
      times.disturbed();
    }
    switch (kind) {
      case WORKER -> cluster.killWorker(worker);
      case JOB_PROCESS -> killJobProcess();
      case MASTER -> cluster.killMaster();
      case BOTH -> {
        cluster.killWorker(worker);
        cluster.startMissingWorkers();
        cluster.killMaster();
      }
      case STOP -> stop(worker);
    }
  }

  private void killJobProcess() {
    List<ProcessHandle> processes = cluster.jobProcesses();
    if (!processes.isEmpty()) {
      processes.get(random.nextInt(processes.size())).destroyForcibly();
    }
  }

  private void stop(int worker) throws IOException, InterruptedException {
    List<ProcessHandle> candidates = new ArrayList<>(cluster.jobProcesses());
    candidates.add(cluster.supervisor(worker).toHandle());
    candidates.add(cluster.master().toHandle());
    ProcessHandle victim = candidates.get(random.nextInt(candidates.size()));
    int seconds = random.nextInt(SHORTEST_STOP_SECONDS, longestStopSeconds + 1);
    signal("-STOP", victim);
    stopped.add(new Stopped(victim, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)));
  }

  /** Continues what was stopped for long enough. */
  void continueDue() throws IOException, InterruptedException {
    for (Stopped one : List.copyOf(stopped)) {
      if (System.nanoTime() - one.untilNanos() >= 0) {
        signal("-CONT", one.process());
        stopped.remove(one);
      }
    }
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    // A process that is gone is as good as one that was signalled.
    var unused =
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
  }

  /** Continues everything. */
  void continueAll() throws IOException, InterruptedException {
    for (Stopped one : stopped) {
      signal("-CONT", one.process());
    }
    stopped.clear();
  }
}
