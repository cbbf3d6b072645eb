package io.weir.benchmarks.killtest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One master and two workers as processes of their own.
 *
 * <p>Thread: one at a time.
 */
final class Cluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final long START_SECONDS = 60;
  private static final long END_SECONDS = 10;
  private static final long POLL_MILLIS = 20;

  private static final String SHOW_TIME = "-Dorg.slf4j.simpleLogger.showDateTime=true";
  private static final String TIME_FORMAT = "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS";

  /** Several JVMs start at once on few processors, and none lives long. */
  private static final String JVM_OPTIONS =
      "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 " + SHOW_TIME + " " + TIME_FORMAT;

  private final Path weir;
  private final Path directory;
  private final Map<Integer, Process> workers = new TreeMap<>();
  private final Set<ProcessHandle> jobProcesses = ConcurrentHashMap.newKeySet();
  private @Nullable Process master;
  private String address = "";

  /**
   * A cluster that was not started.
   *
   * @param weir the script {@code bin/weir}
   * @param directory for logs and files
   */
  Cluster(Path weir, Path directory) {
    this.weir = weir;
    this.directory = directory;
  }

  /** Starts all processes and waits until the master listens. */
  void start() throws IOException, InterruptedException, KillTestFailure {
    // Ctrl-C leaves nothing behind either.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of cluster"));
    startMaster("0");
    for (int worker = 1; worker <= WORKERS; worker++) {
      startWorker(worker);
    }
  }

  private void startMaster(String port) throws IOException, InterruptedException, KillTestFailure {
    Path addressFile = directory.resolve("address");
    Files.deleteIfExists(addressFile);
    Process started =
        launch(
            "master",
            "master",
            "--port",
            port,
            "--dir",
            directory.resolve("master").toString(),
            "--address-file",
            addressFile.toString());
    master = started;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Files.exists(addressFile)) {
      if (!started.isAlive() || System.nanoTime() - deadline > 0) {
        throw new KillTestFailure("the master did not start");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    address = Files.readString(addressFile).strip();
  }

  /** Kills the master and starts it again at the same address. */
  void killMaster() throws IOException, InterruptedException, KillTestFailure {
    master().destroyForcibly().waitFor();
    startMaster(address.replaceFirst(".*:", ""));
  }

  /** The master's process. */
  Process master() {
    return Objects.requireNonNull(master, "not started");
  }

  /** The supervisor's process of a worker. */
  Process supervisor(int worker) {
    return Objects.requireNonNull(workers.get(worker), "not started");
  }

  /** The master's address. */
  String address() {
    return address;
  }

  private void startWorker(int worker) throws IOException {
    String name = "worker-" + worker;
    workers.put(
        worker,
        launch(
            name,
            "worker",
            "--master",
            address,
            "--dir",
            directory.resolve(name).toString(),
            // Every child is to be a process that runs a job: they are what is killed.
            "--spare-processes=0",
            "--jvm-option=-Xmx512m",
            "--jvm-option=" + SHOW_TIME,
            "--jvm-option=" + TIME_FORMAT,
            "--jvm-option=-XX:+UseSerialGC",
            "--jvm-option=-XX:TieredStopAtLevel=1"));
  }

  private Process launch(String log, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(weir.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WEIR_JAVA_OPTS", JVM_OPTIONS);
    return builder
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(directory.resolve(log + ".log").toFile()))
        .start();
  }

  /** The number of the newest checkpoint that is complete; -1 if there is none. */
  long newestCheckpoint() throws IOException {
    Path checkpoints = directory.resolve("master").resolve("checkpoints");
    if (!Files.exists(checkpoints)) {
      return -1;
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_manifest"))
          .map(file -> file.getName(file.getNameCount() - 2).toString())
          .mapToLong(name -> Long.parseLong(name.replace("chk-", "")))
          .max()
          .orElse(-1);
    } catch (UncheckedIOException e) {
      return -1; // A file went while it was looked at.
    }
  }

  /** The processes that run jobs now. */
  List<ProcessHandle> jobProcesses() {
    List<ProcessHandle> now =
        workers.values().stream()
            .flatMap(Process::children)
            .filter(ProcessHandle::isAlive)
            .toList();
    jobProcesses.addAll(now);
    return now;
  }

  /** The numbers of the workers. */
  List<Integer> workers() {
    return List.copyOf(workers.keySet());
  }

  /** Kills all processes of a worker. */
  void killWorker(int worker) throws InterruptedException {
    Process process = supervisor(worker);
    List<ProcessHandle> jobs = process.children().toList();
    process.destroyForcibly();
    jobs.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** Starts the workers again that were killed. */
  void startMissingWorkers() throws IOException {
    for (int worker : workers()) {
      if (!supervisor(worker).isAlive()) {
        startWorker(worker);
      }
    }
  }

  /**
   * Waits until no process is left that ever ran a job.
   *
   * @throws KillTestFailure one is left
   */
  void expectNoJobProcesses() throws InterruptedException, KillTestFailure {
    for (ProcessHandle process : jobProcesses) {
      try {
        process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new KillTestFailure("job process " + process.pid() + " outlived its job");
      }
    }
    jobProcesses.clear();
  }

  @Override
  public void close() {
    workers.values().forEach(Process::destroyForcibly);
    if (master != null) {
      master.destroyForcibly();
    }
    jobProcesses.forEach(ProcessHandle::destroyForcibly);
  }
}
