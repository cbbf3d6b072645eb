package io.weir.runner.cli;

import io.weir.engine.control.JobId;
import io.weir.engine.master.JobStatus;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code weir cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels a job and waits until it is over.")
final class CancelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "JOB", description = "The job's id, or the name of a running job.")
  private String job = "";

  @Mixin private MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (MasterClient client = master.connect()) {
      JobStatus found = find(client.jobs());
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

  private JobStatus find(List<JobStatus> jobs) throws IOException {
    List<JobStatus> matches =
        jobs.stream()
            .filter(
                status ->
                    status.id().value().equals(job)
                        || (status.name().equals(job) && !status.state().isTerminal()))
            .toList();
    if (matches.isEmpty()) {
      throw new IOException("the master at " + master.text() + " knows no job " + job);
    }
    if (matches.size() > 1) {
      throw new IOException(matches.size() + " running jobs have the name " + job + "; use an id");
    }
    return matches.get(0);
  }
}
