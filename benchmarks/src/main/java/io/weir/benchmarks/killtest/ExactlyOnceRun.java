package io.weir.benchmarks.killtest;

import io.weir.benchmarks.exactlyonce.ExactlyOnceJob;
import io.weir.benchmarks.exactlyonce.ExpectedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One run of the job under faults, and the comparison of what it committed.
 *
 * <p>Thread: one at a time.
 */
final class ExactlyOnceRun {
  private static final String MAIN = ExactlyOnceJob.class.getName();
  private static final String TOPIC = "lines";
  private static final int KEYS = 16;
  private static final int NUMBERS_PER_SECOND = 200;
  private static final int SETTLED = 2;
  private static final long POLL_MILLIS = 20;
  private static final long START_SECONDS = 600;
  private static final long START_OF_FAULTS_SECONDS = 20;
  private static final long LAST_LINES_SECONDS = 30;

  /** A second fault follows within this time now and then, and hits the recovery. */
  private static final int SHORTLY_AFTER_MILLIS = 1_500;

  private static final int SHOWN_DIFFERENCES = 5;

  private final Settings settings;
  private final Cluster cluster;
  private final Random random;
  private final long numbersPerKey;

  /**
   * How to run.
   *
   * @param clientClassPath class path of the job
   * @param directory for logs
   * @param bootstrapServers Kafka
   * @param stateBackend where the job keeps its state
   * @param faultSeconds how long there are faults
   * @param everySeconds time from one fault to the next
   * @param timeoutSeconds a job that commits nothing for so long after the last fault hangs
   * @param oneByOne whether each fault waits until the one before is overcome, and until the job
   *     runs on both workers
   * @param wrong whether the job is to lose something at every restart
   */
  record Settings(
      String clientClassPath,
      Path directory,
      String bootstrapServers,
      String stateBackend,
      long faultSeconds,
      int everySeconds,
      int timeoutSeconds,
      boolean oneByOne,
      boolean wrong) {}

  ExactlyOnceRun(Settings settings, Cluster cluster, Random random) {
    this.settings = settings;
    this.cluster = cluster;
    this.random = random;
    // Half of the time goes into recoveries.
    numbersPerKey = (START_OF_FAULTS_SECONDS + settings.faultSeconds() / 2) * NUMBERS_PER_SECOND;
  }

  /**
   * Runs the job to its end and answers how many lines it committed.
   *
   * @throws KillTestFailure they are not those of a run without faults, or the job fails or hangs
   */
  int run(Faults faults, RecoveryTimes times)
      throws IOException, InterruptedException, ExecutionException, KillTestFailure {
    createTopic();
    cluster.start();
    Process client = launch();
    try (CommittedReader reader =
        new CommittedReader(settings.bootstrapServers(), TOPIC, times::arrived)) {
      await(START_SECONDS, "the job commits nothing", client, () -> reader.count() > 0, reader);
      // KafkaIO refuses to go on with a shard that wrote before its state was in a checkpoint.
      long settled = cluster.newestCheckpoint() + SETTLED;
      await(
          START_SECONDS,
          "there are no checkpoints",
          client,
          () -> cluster.newestCheckpoint() >= settled,
          reader);
      injectFaults(faults, times, client, reader);
      times.disturbed();
      awaitEnd(client, reader);
      if (client.exitValue() != 0) {
        throw new KillTestFailure("the job ended with exit status " + client.exitValue());
      }
      return compare(reader);
    } finally {
      client.destroyForcibly();
    }
  }

  private void createTopic() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
      NewTopic topic = new NewTopic(TOPIC, ExactlyOnceJob.SHARDS, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                settings.clientClassPath(),
                MAIN,
                "--runner=WeirRunner",
                "--jobName=exactly-once",
                "--weirMaster=" + cluster.address(),
                "--parallelism=2",
                "--checkpointingInterval=200",
                "--retainedCheckpoints=2",
                "--maxRestarts=1000000",
                "--progressIntervalMillis=1000",
                "--stateBackend=" + settings.stateBackend(),
                "--bootstrapServers=" + settings.bootstrapServers(),
                "--topic=" + TOPIC,
                "--keys=" + KEYS,
                "--perSecond=" + NUMBERS_PER_SECOND,
                "--loseOneAfterRestore=" + settings.wrong(),
                "--numbersPerKey=" + numbersPerKey));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(settings.directory().resolve("client.log").toFile())
        .start();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(
      long seconds, String otherwise, Process client, Condition condition, CommittedReader reader)
      throws IOException, InterruptedException, KillTestFailure {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.holds()) {
      check(reader);
      if (System.nanoTime() - deadline > 0 || !client.isAlive()) {
        throw new KillTestFailure(otherwise);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** However slow recovery is on this machine, the job goes on while it commits something. */
  private void awaitEnd(Process client, CommittedReader reader)
      throws InterruptedException, KillTestFailure {
    int committed = -1;
    long deadline = 0;
    while (client.isAlive()) {
      check(reader);
      if (reader.count() != committed) {
        committed = reader.count();
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.timeoutSeconds());
      } else if (System.nanoTime() - deadline > 0) {
        throw new KillTestFailure("the job hangs, with %d lines committed".formatted(committed));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static void check(CommittedReader reader) throws KillTestFailure {
    if (reader.failure().isPresent()) {
      throw new KillTestFailure(reader.failure().get());
    }
  }

  private void injectFaults(
      Faults faults, RecoveryTimes times, Process client, CommittedReader reader)
      throws IOException, InterruptedException, KillTestFailure {
    WorkersInUse workers = new WorkersInUse(cluster);
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(settings.faultSeconds());
    long next = start;
    while (System.nanoTime() - end < 0 && client.isAlive()) {
      if (System.nanoTime() - next >= 0 && (!settings.oneByOne() || isOvercome(times, workers))) {
        faults.inject();
        if (!settings.oneByOne()) {
          cluster.startMissingWorkers();
        }
        next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis());
      }
      faults.continueDue();
      check(reader);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    faults.continueAll();
  }

  private boolean isOvercome(RecoveryTimes times, WorkersInUse workers)
      throws IOException, KillTestFailure {
    long waiting = times.waitingMillis();
    if (waiting > TimeUnit.SECONDS.toMillis(settings.timeoutSeconds())) {
      throw new KillTestFailure("no new result " + waiting + " ms after a kill");
    }
    if (waiting > 0) {
      return false;
    }
    cluster.startMissingWorkers();
    return workers.both();
  }

  private long pauseMillis() {
    long usual = TimeUnit.SECONDS.toMillis(settings.everySeconds());
    if (settings.oneByOne()) {
      return usual;
    }
    return random.nextInt(4) == 0
        ? random.nextInt(SHORTLY_AFTER_MILLIS)
        : usual * 3 / 4 + random.nextLong(usual / 2 + 1);
  }

  private int compare(CommittedReader reader) throws InterruptedException, KillTestFailure {
    Set<String> expected = ExpectedLines.of(KEYS, numbersPerKey);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_LINES_SECONDS);
    while (reader.count() < expected.size() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    check(reader);
    Set<String> lines = reader.lines();
    expectNone("are missing", difference(expected, lines));
    expectNone("are not expected", difference(lines, expected));
    expectNone("vanished after they had been read", new HashSet<>(reader.vanished()));
    return lines.size();
  }

  private static Set<String> difference(Set<String> of, Set<String> without) {
    Set<String> rest = new HashSet<>(of);
    rest.removeAll(without);
    return rest;
  }

  private static void expectNone(String what, Set<String> lines) throws KillTestFailure {
    if (!lines.isEmpty()) {
      throw KillTestFailure.ofResult(
          "%d lines %s, such as %s"
              .formatted(
                  lines.size(), what, lines.stream().sorted().limit(SHOWN_DIFFERENCES).toList()));
    }
  }
}
