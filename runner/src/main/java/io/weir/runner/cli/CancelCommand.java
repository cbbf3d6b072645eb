package io.weir.runner.cli;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobStatus;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code weir cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels a job and waits until it is over.")
final class CancelCommand implements Callable<Integer> {
  @Mixin private JobArgument job = new JobArgument();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (MasterClient client = job.connect()) {
      JobStatus found = job.find(client);
      JobId id = found.id();
      if (found.state().isTerminal()) {
        System.out.printf("Job %s is %s already.%n", id, found.state());
        return 0;
      }
      client.cancel(id);
      JobStatus last = client.await(id, status -> {});
      System.out.printf("Cancelled job %s: it is %s.%n", id, last.state());
      return 0;
    }
  }
}
