package io.weir.runner.cli;

import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import io.weir.transport.client.MasterClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code weir cluster start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Starts a master and workers in the background and prints the address. Jobs that a master"
            + " before it left running go on; if only the master has ended, it alone is started.")
final class ClusterStartCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;
  private static final int MAX_WORKERS = 100;

  @Option(
      names = "--workers",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of workers (default: 1).")
  private int workers;

  @Option(
      names = "--port",
      defaultValue = "7400",
      paramLabel = "PORT",
      description = "Port of the master; 0 for any free one (default: 7400).")
  private int port;

  @Option(
      names = "--heartbeat-timeout-millis",
      defaultValue = "3000",
      paramLabel = "MILLIS",
      description =
          "A process of the cluster that says nothing for this time is lost; more on a machine that"
              + " is short of processors (default: 3000).")
  private long heartbeatTimeoutMillis;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Where logs, process ids and checkpoints are kept (default: $HOME/.weir/cluster).")
  private @Nullable Path stateDirectory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new IOException("--workers=" + workers + ": it must be from 1 to " + MAX_WORKERS);
    }
    checkHeartbeatTimeout();
    ClusterState state =
        new ClusterState(MasterOption.stateDirectory(stateDirectory).toAbsolutePath());
    state.create();
    Optional<String> running = state.address();
    if (running.isPresent() && !state.isMasterRunning()) {
      String address = restartMaster(state, running.get());
      System.out.printf(
          "Weir master listens at %s again, for workers that are running; logs are in %s%n",
          address, state.directory());
      return 0;
    }
    if (running.isPresent()) {
      throw new IOException(
          "a cluster is running at " + running.get() + "; \"weir cluster stop\" ends it");
    }
    state.clear();
    boolean started = false;
    try {
      String address = start(state);
      started = true;
      System.out.printf(
          "Weir cluster with %d workers listens at %s; logs are in %s%n",
          workers, address, state.directory());
      return 0;
    } finally {
      if (!started) {
        ClusterStopCommand.stop(state);
      }
    }
  }

  private void checkHeartbeatTimeout() throws IOException {
    try {
      Heartbeats.withTimeoutMillis(heartbeatTimeoutMillis);
    } catch (IllegalArgumentException e) {
      throw new IOException(heartbeatTimeout() + ": " + e.getMessage(), e);
    }
  }

  private String heartbeatTimeout() {
    return "--heartbeat-timeout-millis=" + heartbeatTimeoutMillis;
  }

  /** Starts the master where its workers look for it. */
  private String restartMaster(ClusterState state, String address)
      throws IOException, InterruptedException {
    return startMaster(state, address.replaceFirst(".*:", ""), new ArrayList<>());
  }

  private String startMaster(ClusterState state, String port, List<Started> processes)
      throws IOException, InterruptedException {
    String master = state.directory().resolve("master").toString();
    String part = state.addressFile().toString() + ".new";
    Files.deleteIfExists(Path.of(part));
    processes.add(
        launch(
            state,
            "master",
            "--port",
            port,
            "--dir",
            master,
            "--address-file",
            part,
            heartbeatTimeout()));
    await(processes, () -> Files.exists(Path.of(part)));
    Files.move(Path.of(part), state.addressFile(), StandardCopyOption.REPLACE_EXISTING);
    return Files.readString(state.addressFile()).strip();
  }

  private String start(ClusterState state) throws IOException, InterruptedException {
    List<Started> processes = new ArrayList<>();
    String address = startMaster(state, Integer.toString(port), processes);
    for (int i = 1; i <= workers; i++) {
      String name = "worker-" + i;
      String directory = state.directory().resolve(name).toString();
      processes.add(
          launch(
              state,
              name,
              "--master",
              address,
              "--dir",
              directory,
              "--fail-fast",
              heartbeatTimeout()));
    }
    try (MasterClient client = MasterClient.of(Loopback.parse(address))) {
      await(processes, () -> client.workers().size() >= workers);
    }
    return address;
  }

  private record Started(String name, Process process, Path log) {}

  private static Started launch(ClusterState state, String name, String... options)
      throws IOException {
    String script = System.getProperty("weir.script");
    if (script == null) {
      throw new IOException("start this command with bin/weir");
    }
    List<String> command = new ArrayList<>(List.of(script, name.replaceFirst("-.*", "")));
    command.addAll(Arrays.asList(options));
    File log = state.log(name).toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log)
            .redirectErrorStream(true)
            .start();
    state.remember(name, process.toHandle());
    return new Started(name, process, log.toPath());
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(List<Started> processes, Condition condition)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      for (Started started : processes) {
        if (!started.process().isAlive()) {
          throw new IOException(
              "the %s did not start: %s".formatted(started.name(), lastLine(started.log())));
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IOException(
            "the cluster did not start within " + PATIENCE.toSeconds() + " seconds");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
