package io.weir.runner.savepoint;

import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.plan.state.SavedState;
import io.weir.plan.state.StateSchema;
import io.weir.storage.CheckpointStorages;
import java.io.IOException;

/**
 * A savepoint, or a checkpoint that was kept, opened for looking at it.
 *
 * <p>Thread: any thread; calls block.
 */
public final class Savepoint {
  private final CheckpointReader reader;
  private final StateSchema schema;

  private Savepoint(CheckpointReader reader, StateSchema schema) {
    this.reader = reader;
    this.schema = schema;
  }

  /**
   * Opens what a user means by a path: the directory of a savepoint or checkpoint, or of a job,
   * whose latest checkpoint is meant.
   *
   * @throws IllegalArgumentException if the path's scheme is not supported
   * @throws IOException if there is none, or its manifest cannot be read; names it
   */
  public static Savepoint open(String path) throws IOException {
    CheckpointReader reader = new CheckpointStorages().read(path);
    try {
      return new Savepoint(reader, StateSchema.parse(reader.manifest().stateSchema()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the manifest in " + path + ": " + e.getMessage(), e);
    }
  }

  /** Where it is, as a URI. */
  public String path() {
    return reader.checkpoint().path();
  }

  /** What it consists of. */
  public CheckpointManifest manifest() {
    return reader.manifest();
  }

  /** What its state looks like. */
  public StateSchema schema() {
    return schema;
  }

  /** What a plan needs to know of it. */
  public SavedState savedState() {
    return new SavedState(
        path(),
        manifest().maxParallelism(),
        schema,
        reader.operatorsWithState(),
        reader.hasElementsInFlight());
  }

  CheckpointReader reader() {
    return reader;
  }
}
