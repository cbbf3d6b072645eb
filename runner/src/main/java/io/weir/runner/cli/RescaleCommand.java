package io.weir.runner.cli;

import io.weir.engine.control.JobId;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code weir rescale}. */
@Command(
    name = "rescale",
    mixinStandardHelpOptions = true,
    description = {
      "Changes the parallelism of a running job: stops it behind a savepoint, and starts it from",
      "there under a new id. What followed the old id sees that job stop."
    })
final class RescaleCommand implements Callable<Integer> {
  @Mixin private JobArgument job = new JobArgument();

  @Option(
      names = "--parallelism",
      required = true,
      paramLabel = "N",
      description = "Number of subtasks of each operator.")
  private int parallelism;

  @Override
  public Integer call() throws IOException {
    try (MasterClient client = job.connect()) {
      JobId id = job.find(client).id();
      JobId next = client.rescale(id, parallelism);
      System.out.printf("Job %s goes on as job %s with parallelism %d.%n", id, next, parallelism);
      return 0;
    }
  }
}
