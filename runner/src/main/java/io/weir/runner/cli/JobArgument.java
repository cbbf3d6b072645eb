package io.weir.runner.cli;

import io.weir.engine.master.JobStatus;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument that says which job is meant, and the option that says on which cluster. */
final class JobArgument {
  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "The job's id, or the name of a running job.")
  private String job = "";

  @Mixin private MasterOption master = new MasterOption();

  /** A client of the job's master. */
  MasterClient connect() throws IOException {
    return master.connect();
  }

  /**
   * The job that is meant.
   *
   * @throws IOException there is none, or several have the name
   */
  JobStatus find(MasterClient client) throws IOException {
    List<JobStatus> matches =
        client.jobs().stream()
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
