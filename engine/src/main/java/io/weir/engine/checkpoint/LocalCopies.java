package io.weir.engine.checkpoint;

import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copies of the state files that a worker wrote for the newest checkpoints, on its own disk: a
 * subtask that starts again on the same worker reads them instead of checkpoint storage. They are a
 * convenience. Any of them may be missing at any time, and nothing fails when one cannot be made.
 *
 * <p>Thread: any thread; calls block.
 */
public interface LocalCopies {
  /** Has no copies and makes none. */
  LocalCopies NONE =
      new LocalCopies() {
        @Override
        public StateFileWriter copying(long checkpointId, StateFileWriter writer) {
          return writer;
        }

        @Override
        public void link(long checkpointId, StateFile stored, Path content) {
          // Makes none.
        }

        @Override
        public Optional<Path> find(CheckpointRef checkpoint, StateFile file) {
          return Optional.empty();
        }
      };

  /** A writer to storage that makes a copy of a file of the checkpoint as it goes. */
  StateFileWriter copying(long checkpointId, StateFileWriter writer);

  /**
   * Keeps a file that is on this disk already, and is never changed.
   *
   * @param checkpointId a checkpoint that needs it
   * @param stored what storage has of the same content
   * @param content the file, which may be removed afterwards
   */
  void link(long checkpointId, StateFile stored, Path content);

  /**
   * The copy of a file; it is checked, and has the very content.
   *
   * @param checkpoint the checkpoint that is restored
   */
  Optional<Path> find(CheckpointRef checkpoint, StateFile file);
}
