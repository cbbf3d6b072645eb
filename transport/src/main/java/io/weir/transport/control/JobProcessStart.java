package io.weir.transport.control;

import io.weir.engine.control.JobId;
import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.JobToken;
import java.util.List;

/**
 * What a supervisor needs to know to start a process for a job.
 *
 * @param job the job
 * @param processNumber tells this process from those before it, of the job on the worker
 * @param jobName the job's name, for people
 * @param token the job's secret, to be handed to the process in a way that others cannot read
 * @param maxRecordBytes largest encoded element
 * @param artifacts the files that the job's code needs
 */
public record JobProcessStart(
    JobId job,
    int processNumber,
    String jobName,
    JobToken token,
    long maxRecordBytes,
    List<Artifact> artifacts) {
  /** Copies the list. */
  public JobProcessStart {
    artifacts = List.copyOf(artifacts);
  }
}
