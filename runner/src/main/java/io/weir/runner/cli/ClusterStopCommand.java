package io.weir.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code weir cluster stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Ends the cluster that was started in the background; jobs are cancelled.")
final class ClusterStopCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 10;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the cluster keeps its files (default: $HOME/.weir/cluster).")
  private @Nullable Path stateDirectory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClusterState state = new ClusterState(MasterOption.stateDirectory(stateDirectory));
    int ended = stop(state);
    System.out.println(
        ended == 0
            ? "No Weir cluster is running."
            : "Weir cluster stopped: " + ended + " processes ended.");
    return 0;
  }

  /** Ends all processes and answers how many there were. */
  static int stop(ClusterState state) throws IOException, InterruptedException {
    List<ProcessHandle> running = state.running();
    // The master first, so that it cancels its jobs while their workers are there.
    for (ProcessHandle process : running) {
      end(process);
    }
    state.clear();
    return running.size();
  }

  private static void end(ProcessHandle process) throws InterruptedException {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    }
  }
}
