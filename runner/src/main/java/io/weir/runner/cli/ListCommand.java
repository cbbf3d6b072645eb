package io.weir.runner.cli;

import io.weir.engine.master.JobStatus;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code weir list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the jobs that a master knows, oldest first.")
final class ListCommand implements Callable<Integer> {
  @Mixin private MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException {
    try (MasterClient client = master.connect()) {
      List<JobStatus> jobs = client.jobs();
      System.out.printf("%-32s  %-19s  %8s  %s%n", "JOB", "STATE", "RESTARTS", "NAME");
      for (JobStatus job : jobs) {
        System.out.printf(
            "%-32s  %-19s  %8d  %s%n", job.id(), job.state(), job.restarts(), job.name());
      }
      System.out.printf("%d jobs, %d workers%n", jobs.size(), client.workers().size());
      return 0;
    }
  }
}
