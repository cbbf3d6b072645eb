package io.weir.engine.master;

import io.weir.engine.control.Failure;
import io.weir.engine.control.JobId;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a job at one moment.
 *
 * @param id the job
 * @param name its name
 * @param state where it is in its life
 * @param attempt number of the attempt that runs or ran last; -1 before the first
 * @param restarts attempts that were not the first, in this master
 * @param workers the number of workers of the attempt
 * @param checkpoint what is known of its checkpoints
 * @param vertices live figures, in the order of the graph
 * @param failure why the job failed, or why the last attempt did; empty when none has failed since
 *     the last completed checkpoint
 */
public record JobStatus(
    JobId id,
    String name,
    JobState state,
    int attempt,
    int restarts,
    int workers,
    CheckpointStatus checkpoint,
    List<VertexStatus> vertices,
    Optional<Failure> failure) {
  /** Copies the list. */
  public JobStatus {
    vertices = List.copyOf(vertices);
  }

  /**
   * The checkpoints of a job.
   *
   * @param lastId id of the last complete one; -1 when there is none
   * @param lastPath where it is; empty when there is none
   * @param lastAgeMs time since it completed, or since the master read it; -1 when there is none
   * @param lastDurationMs from its trigger to its completion; -1 when not known
   * @param completed the number of completed ones, in this master
   * @param failed the number of failed ones, in this master
   * @param pendingId id of the one under way; -1 when there is none
   */
  public record CheckpointStatus(
      long lastId,
      String lastPath,
      long lastAgeMs,
      long lastDurationMs,
      int completed,
      int failed,
      long pendingId) {}
}
