package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.wire.WireFormatException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A complete checkpoint, opened for restoring from it. Reads the manifest when it is opened, and
 * state files when operators are restored.
 *
 * <p>Thread: any thread; calls block.
 */
public final class CheckpointReader {
  private final CheckpointStorage storage;
  private final CheckpointRef checkpoint;
  private final CheckpointManifest manifest;

  private CheckpointReader(
      CheckpointStorage storage, CheckpointRef checkpoint, CheckpointManifest manifest) {
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.manifest = manifest;
  }

  /**
   * Opens a checkpoint, which may be another job's.
   *
   * @throws IOException it cannot be read or is damaged; the message names it
   */
  public static CheckpointReader open(CheckpointStorage storage, CheckpointRef checkpoint)
      throws IOException {
    byte[] bytes = storage.readManifest(checkpoint);
    try {
      return new CheckpointReader(storage, checkpoint, ManifestCodec.decode(bytes));
    } catch (WireFormatException e) {
      throw new DamagedCheckpointException(
          "the manifest of checkpoint " + checkpoint.path() + ": " + e.getMessage(), e);
    }
  }

  /** What the checkpoint consists of. */
  public CheckpointManifest manifest() {
    return manifest;
  }

  /**
   * Checks that a job can start from the checkpoint.
   *
   * @param allowDroppedState whether state of operators that the graph lacks is left behind
   * @throws IllegalArgumentException it cannot; the message says why
   */
  public void checkFits(JobGraph graph, boolean allowDroppedState) {
    if (graph.maxParallelism() != manifest.maxParallelism()) {
      throw new IllegalArgumentException(
          "checkpoint %s has a max parallelism of %d, the job one of %d; it cannot be changed"
              .formatted(checkpoint.path(), manifest.maxParallelism(), graph.maxParallelism()));
    }
    if (!allowDroppedState) {
      Set<String> dropped = new TreeSet<>(operatorsWithState());
      dropped.removeAll(operatorsOf(graph));
      if (!dropped.isEmpty()) {
        throw new IllegalArgumentException(
            "checkpoint %s has state of operators that the job lacks: %s"
                .formatted(checkpoint.path(), String.join(", ", dropped)));
      }
    }
  }

  /**
   * What the checkpoint holds for a subtask of an operator.
   *
   * @param stableName the operator
   * @param index index of the new subtask
   * @param parallelism the new number of subtasks
   */
  public RestoredOperator operator(String stableName, int index, int parallelism) {
    for (VertexSnapshot vertex : manifest.vertices()) {
      List<SubtaskSnapshot> parts =
          vertex.subtasks().stream().filter(s -> s.operators().containsKey(stableName)).toList();
      if (!parts.isEmpty()) {
        return new RestoredOperator(
            storage, checkpoint, stableName, parts, index, parallelism, manifest.maxParallelism());
      }
    }
    return new RestoredOperator(
        storage, checkpoint, stableName, List.of(), index, parallelism, manifest.maxParallelism());
  }

  private Set<String> operatorsWithState() {
    Set<String> names = new HashSet<>();
    for (VertexSnapshot vertex : manifest.vertices()) {
      for (SubtaskSnapshot subtask : vertex.subtasks()) {
        subtask
            .operators()
            .forEach(
                (name, operator) -> {
                  if (!operator.keyed().isEmpty()
                      || !operator.operatorState().isEmpty()
                      || !operator.broadcast().isEmpty()) {
                    names.add(name);
                  }
                });
      }
    }
    return names;
  }

  private static Set<String> operatorsOf(JobGraph graph) {
    Set<String> names = new HashSet<>();
    for (JobVertex vertex : graph.vertices()) {
      for (OperatorNode node : vertex.operators()) {
        names.add(node.stableName());
      }
    }
    return names;
  }
}
