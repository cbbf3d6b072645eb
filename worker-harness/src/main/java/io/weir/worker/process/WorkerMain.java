package io.weir.worker.process;

import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.artifact.ArtifactStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bin/weir worker}: a worker's supervisor. */
@Command(
    name = "weir worker",
    mixinStandardHelpOptions = true,
    description = "Runs a worker. It starts one process for each job and ends with Ctrl-C.")
public final class WorkerMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MAX_SPARES = 100;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--master",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Address of the master; loopback only.")
  private String master = "";

  @Option(
      names = "--slots",
      defaultValue = "1",
      paramLabel = "N",
      description = "Subtasks of each operator that the worker is meant for (default: 1).")
  private int slots = 1;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Directory for the files of jobs, of this worker alone (default: a temporary one).")
  private @Nullable Path directory;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "Option for the JVM of job processes, such as -Xmx2g; may be repeated.")
  private List<String> jvmOptions = List.of();

  @Option(
      names = "--spare-processes",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Processes that are kept ready for jobs to come, so that these start sooner; each takes"
              + " some 100 MB (default: 1).")
  private int spareProcesses = 1;

  @Option(
      names = "--fail-fast",
      description = "End with an error if the master cannot be reached within a few seconds.")
  private boolean failFast;

  @Option(
      names = "--heartbeat-timeout-millis",
      defaultValue = "3000",
      paramLabel = "MILLIS",
      description =
          "A master that says nothing to the worker or a job process for this time is lost; give"
              + " all processes of a cluster the same (default: 3000).")
  private long heartbeatTimeoutMillis;

  private WorkerMain() {}

  /** Runs the worker; ends the process with status 1 when it cannot serve. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new WorkerMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    InetSocketAddress address = address();
    Heartbeats heartbeats = heartbeats();
    if (slots < 1) {
      throw refused("--slots=" + slots + ": it must be at least 1");
    }
    if (spareProcesses < 0 || spareProcesses > MAX_SPARES) {
      throw refused("--spare-processes=" + spareProcesses + ": it must be from 0 to " + MAX_SPARES);
    }
    try {
      ChildProcesses children = children(address);
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "weir-stop"));
      new Supervisor(address, slots, heartbeats, failFast, children).run();
      return 0;
    } catch (IOException e) {
      System.err.println("weir worker: " + e.getMessage());
      return FAILED;
    }
  }

  private InetSocketAddress address() {
    try {
      return Loopback.parse(master);
    } catch (IllegalArgumentException e) {
      throw refused("--master=" + master + ": " + e.getMessage());
    }
  }

  private Heartbeats heartbeats() {
    try {
      return Heartbeats.withTimeoutMillis(heartbeatTimeoutMillis);
    } catch (IllegalArgumentException e) {
      throw refused("--heartbeat-timeout-millis=" + heartbeatTimeoutMillis + ": " + e.getMessage());
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
  }

  private ChildProcesses children(InetSocketAddress address) throws IOException {
    String classPath = System.getProperty("java.class.path");
    Path files = workDirectory();
    JobProcessCommand command =
        new JobProcessCommand(
            classPath, jvmOptions, KnownClasses.ofThisWorker(), files.resolve("processes"));
    return new ChildProcesses(
        new ArtifactCache(ArtifactStore.open(files), classPath, address),
        new SpareProcesses(
            command, spareProcesses, Executors.newSingleThreadExecutor(WorkerMain::newThread)));
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weir-spare-processes");
    thread.setDaemon(true);
    return thread;
  }

  private Path workDirectory() throws IOException {
    if (directory != null) {
      return Files.createDirectories(
          directory.toAbsolutePath(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path temporary = Files.createTempDirectory("weir-worker-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(temporary), "weir-clean"));
    return temporary;
  }

  private static void deleteQuietly(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("weir worker: temporary files are left in " + directory);
    }
  }
}
