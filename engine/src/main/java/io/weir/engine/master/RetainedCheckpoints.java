package io.weir.engine.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The complete checkpoints of a job that are kept, oldest first. One that turned out to be damaged
 * is never restored again, but stays until its turn to be deleted comes: somebody may want to look.
 *
 * <p>Thread: owned by its job master.
 */
final class RetainedCheckpoints {
  private final int bound;
  private final List<Entry> entries = new ArrayList<>();
  private boolean everCompleted;

  RetainedCheckpoints(int bound) {
    this.bound = bound;
  }

  /** Adds the newest checkpoint and answers the ids of the job's own ones that are now too old. */
  List<Long> add(CompletedCheckpoint checkpoint) {
    entries.add(new Entry(checkpoint, true));
    everCompleted = true;
    List<Long> expired = new ArrayList<>();
    while (entries.size() > bound) {
      CompletedCheckpoint oldest = entries.remove(0).checkpoint;
      if (oldest.own()) {
        expired.add(oldest.ref().checkpointId());
      }
    }
    return expired;
  }

  /** The newest one that is not known to be damaged. */
  Optional<CompletedCheckpoint> newestUsable() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).usable) {
        return Optional.of(entries.get(i).checkpoint);
      }
    }
    return Optional.empty();
  }

  /** Never answers the checkpoint from {@link #newestUsable} again. */
  void markDamaged(CompletedCheckpoint checkpoint) {
    entries.replaceAll(e -> e.checkpoint.equals(checkpoint) ? new Entry(checkpoint, false) : e);
  }

  /** Whether the job may start from the beginning: no checkpoint has ever made output visible. */
  boolean mayStartFromTheBeginning() {
    return !everCompleted;
  }

  private record Entry(CompletedCheckpoint checkpoint, boolean usable) {}
}
