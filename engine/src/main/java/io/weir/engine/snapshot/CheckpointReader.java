package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.config.RestoreRules;
import io.weir.engine.control.JobSpec;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.wire.WireFormatException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A complete checkpoint, opened for restoring from it. Reads the manifest when it is opened, and
 * state files when operators are restored.
 *
 * <p>A savepoint holds keyed state in one form, whatever backend wrote it. How many entries an
 * operator has in which table and key group, and in how many bytes, stands in the manifest's table
 * sections; the entries themselves are those that {@code operator(name, 0, 1)} loads into an empty
 * {@link io.weir.engine.state.MemoryKeyedStateBackend} of all key groups. A checkpoint may also
 * have native state, which only the backend that it names can load.
 *
 * <p>Thread: any thread; calls block.
 */
public final class CheckpointReader {
  private final CheckpointStorage storage;
  private final CheckpointRef checkpoint;
  private final CheckpointManifest manifest;
  private final RestoreRules rules;
  private final LocalCopies copies;

  private CheckpointReader(
      CheckpointStorage storage,
      CheckpointRef checkpoint,
      CheckpointManifest manifest,
      RestoreRules rules,
      LocalCopies copies) {
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.manifest = manifest;
    this.rules = rules;
    this.copies = copies;
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
      return new CheckpointReader(
          storage, checkpoint, ManifestCodec.decode(bytes), RestoreRules.STRICT, LocalCopies.NONE);
    } catch (WireFormatException e) {
      throw new DamagedCheckpointException(
          "the manifest of checkpoint " + checkpoint.path() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The checkpoint as the job is to take it over: a checkpoint of its own as it is, one of another
   * job by the rules in the job's configuration.
   *
   * @throws IllegalArgumentException the job cannot start from it; the message says why
   */
  public CheckpointReader forJob(JobSpec job) {
    boolean own = manifest.job().equals(job.id());
    RestoreRules taken = own ? RestoreRules.STRICT : job.config().restoreRules();
    CheckpointReader reader = new CheckpointReader(storage, checkpoint, manifest, taken, copies);
    reader.checkFits(job.graph());
    reader.checkReadableBy(job.config().stateBackend());
    return reader;
  }

  /** The same checkpoint; its files are read from these copies where they are there. */
  public CheckpointReader preferring(LocalCopies localCopies) {
    return new CheckpointReader(storage, checkpoint, manifest, rules, localCopies);
  }

  /** Where the checkpoint is. */
  public CheckpointRef checkpoint() {
    return checkpoint;
  }

  /** What the checkpoint consists of. */
  public CheckpointManifest manifest() {
    return manifest;
  }

  private void checkFits(JobGraph graph) {
    if (graph.maxParallelism() != manifest.maxParallelism()) {
      throw new IllegalArgumentException(
          "checkpoint %s has a max parallelism of %d, the job one of %d; it cannot be changed"
              .formatted(checkpoint.path(), manifest.maxParallelism(), graph.maxParallelism()));
    }
    if (!rules.allowDroppedState()) {
      Set<String> dropped = new TreeSet<>(operatorsWithState());
      operatorsOf(graph).forEach(name -> dropped.remove(rules.nameInSavepoint(name)));
      if (!dropped.isEmpty()) {
        throw new IllegalArgumentException(
            "checkpoint %s has state of operators that the job lacks: %s"
                .formatted(checkpoint.path(), String.join(", ", dropped)));
      }
    }
  }

  /**
   * Checks that a backend of keyed state can read the checkpoint.
   *
   * @param backend the name by which the job chooses it
   * @throws IllegalArgumentException it cannot; the message says which backend can
   */
  public void checkReadableBy(String backend) {
    for (VertexSnapshot vertex : manifest.vertices()) {
      for (SubtaskSnapshot subtask : vertex.subtasks()) {
        for (OperatorSnapshot operator : subtask.operators().values()) {
          String writer = operator.nativeState().map(NativeState::backend).orElse(backend);
          if (!writer.equals(backend)) {
            throw new IllegalArgumentException(
                "checkpoint %s is in the form of the state backend %s and cannot be restored on %s; only a savepoint can"
                    .formatted(checkpoint.path(), writer, backend));
          }
        }
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
    return named(rules.nameInSavepoint(stableName), index, parallelism);
  }

  private RestoredOperator named(String stableName, int index, int parallelism) {
    for (VertexSnapshot vertex : manifest.vertices()) {
      List<SubtaskSnapshot> parts =
          vertex.subtasks().stream().filter(s -> s.operators().containsKey(stableName)).toList();
      if (!parts.isEmpty()) {
        return new RestoredOperator(
            storage,
            checkpoint,
            copies,
            stableName,
            parts,
            index,
            parallelism,
            manifest.maxParallelism());
      }
    }
    return new RestoredOperator(
        storage,
        checkpoint,
        copies,
        stableName,
        List.of(),
        index,
        parallelism,
        manifest.maxParallelism());
  }

  /** The operators, by the names that they have here, of which there is any state. */
  public Set<String> operatorsWithState() {
    Set<String> names = new HashSet<>();
    for (VertexSnapshot vertex : manifest.vertices()) {
      for (SubtaskSnapshot subtask : vertex.subtasks()) {
        subtask
            .operators()
            .forEach(
                (name, operator) -> {
                  if (operator.hasState()) {
                    names.add(name);
                  }
                });
      }
    }
    return names;
  }

  /** Whether barriers have overtaken elements, which are in the checkpoint. */
  public boolean hasElementsInFlight() {
    return manifest.vertices().stream()
        .flatMap(vertex -> vertex.subtasks().stream())
        .anyMatch(subtask -> subtask.inFlightBytes() > 0);
  }

  /** What is listed by operators of the checkpoint, listed by the names they have in the job. */
  public <T> Map<String, T> underNewNames(Map<String, T> byOldName) {
    Map<String, T> byNewName = new HashMap<>(byOldName);
    rules.renamedOperators().values().forEach(byNewName::remove);
    rules
        .renamedOperators()
        .forEach(
            (name, oldName) -> {
              T value = byOldName.get(oldName);
              if (value != null) {
                byNewName.put(name, value);
              }
            });
    return byNewName;
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
