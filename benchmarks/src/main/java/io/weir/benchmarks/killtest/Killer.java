package io.weir.benchmarks.killtest;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Chooses moments and victims. Within a run it kills a few times only, so that the run ends.
 *
 * <p>Thread: one at a time.
 */
final class Killer {
  private static final int MOST_PER_RUN = 5;
  private static final int SHORTEST_PAUSE_MILLIS = 300;
  private static final int LONGEST_PAUSE_MILLIS = 6000;

  private final Cluster cluster;
  private final Random random;
  private int left;
  private int leftInRun;
  private long nextNanos;

  /**
   * A killer.
   *
   * @param kills how many processes to kill
   */
  Killer(Cluster cluster, Random random, int kills) {
    this.cluster = cluster;
    this.random = random;
    this.left = kills;
  }

  /** How many kills are left. */
  int left() {
    return left;
  }

  /** A run begins. */
  void beginRun() {
    leftInRun = MOST_PER_RUN;
    pause();
  }

  private void pause() {
    int millis = random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    nextNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Kills a process if it is time to and the job is running; called again and again. */
  void look() throws IOException, InterruptedException {
    List<ProcessHandle> jobProcesses = cluster.jobProcesses();
    boolean due = System.nanoTime() - nextNanos >= 0;
    if (left == 0 || leftInRun == 0 || !due || jobProcesses.isEmpty()) {
      return;
    }
    if (random.nextBoolean()) {
      List<Integer> workers = cluster.workers();
      int worker = workers.get(random.nextInt(workers.size()));
      System.out.println("killing worker " + worker);
      cluster.killWorker(worker);
      cluster.startMissingWorkers();
    } else {
      ProcessHandle process = jobProcesses.get(random.nextInt(jobProcesses.size()));
      System.out.println("killing job process " + process.pid());
      process.destroyForcibly();
    }
    left--;
    leftInRun--;
    pause();
  }
}
