package io.weir.runner.cli;

import io.weir.engine.control.JobId;
import io.weir.runner.savepoint.PathOrUri;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code weir stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a job behind a savepoint, and waits until it has stopped.",
      "With --drain its sources end first: windows close, timers fire, all output is committed."
    })
final class StopCommand implements Callable<Integer> {
  @Mixin private JobArgument job = new JobArgument();

  @Option(names = "--drain", description = "End the sources first.")
  private boolean drain;

  @Option(
      names = "--savepointPath",
      defaultValue = "",
      paramLabel = "DIR",
      description =
          "Directory for the savepoint (default: the cluster's own, or none with --drain).")
  private String path = "";

  @Override
  public Integer call() throws IOException {
    try (MasterClient client = job.connect()) {
      JobId id = job.find(client).id();
      String savepoint = client.stop(id, drain, PathOrUri.absolute(path));
      System.out.printf(
          "Stopped job %s%s.%n", id, savepoint.isEmpty() ? "" : "; its savepoint is " + savepoint);
      return 0;
    }
  }
}
