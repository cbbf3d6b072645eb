package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.JobId;
import io.weir.engine.graph.Bytes;
import java.util.List;
import java.util.Map;

/**
 * What a complete checkpoint consists of. Stored as the checkpoint's manifest; see {@link
 * ManifestCodec}.
 *
 * @param job the job that made it
 * @param jobName the job's name
 * @param checkpointId the checkpoint's number
 * @param maxParallelism the job's number of key groups; a restore must keep it
 * @param isFinal whether every subtask had ended before its barrier
 * @param stateSchema what the state looks like, as the job's graph says it
 * @param vertices the job's vertices
 * @param metricsBase for each operator, by stable name, the metric cells that it had in checkpoints
 *     from which the job was restored; what is in {@code vertices} counts on top
 */
public record CheckpointManifest(
    JobId job,
    String jobName,
    long checkpointId,
    int maxParallelism,
    boolean isFinal,
    Bytes stateSchema,
    List<VertexSnapshot> vertices,
    Map<String, List<Bytes>> metricsBase) {
  /** Copies the collections. */
  public CheckpointManifest {
    vertices = List.copyOf(vertices);
    metricsBase = Map.copyOf(metricsBase);
  }

  /**
   * A vertex's part.
   *
   * @param id the vertex's id when the checkpoint was made
   * @param name its name
   * @param subtasks the snapshot of each subtask, by its index; as many as the parallelism was
   */
  public record VertexSnapshot(int id, String name, List<SubtaskSnapshot> subtasks) {
    /** Copies the list. */
    public VertexSnapshot {
      subtasks = List.copyOf(subtasks);
    }
  }
}
