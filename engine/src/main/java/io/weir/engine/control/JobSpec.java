package io.weir.engine.control;

import io.weir.engine.config.JobConfig;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import java.util.List;

/**
 * All that is needed to run a job.
 *
 * @param id the job's identity
 * @param name its name, for people
 * @param graph what to run
 * @param config how to run it
 * @param artifacts the files that its code needs
 */
public record JobSpec(
    JobId id, String name, JobGraph graph, JobConfig config, List<Artifact> artifacts) {
  /** Copies the list. */
  public JobSpec {
    artifacts = List.copyOf(artifacts);
  }

  /**
   * A file of a job, addressed by its content.
   *
   * @param name a name for people; never used as a path
   * @param sha256 64 hexadecimal digits
   * @param size length in bytes
   */
  public record Artifact(String name, String sha256, long size) {}

  /** The payload that operators share. */
  public Bytes payload() {
    return graph.payload();
  }
}
