package io.weir.runner.cli;

import io.weir.runner.savepoint.PathOrUri;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code weir savepoint create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Has a running job write a savepoint, and waits for it; the job goes on.")
final class SavepointCreateCommand implements Callable<Integer> {
  @Mixin private JobArgument job = new JobArgument();

  @Option(
      names = "--savepointPath",
      defaultValue = "",
      paramLabel = "DIR",
      description = "Directory for the savepoint (default: the cluster's own).")
  private String path = "";

  @Override
  public Integer call() throws IOException {
    try (MasterClient client = job.connect()) {
      String savepoint = client.savepoint(job.find(client).id(), PathOrUri.absolute(path));
      System.out.println(savepoint);
      return 0;
    }
  }
}
