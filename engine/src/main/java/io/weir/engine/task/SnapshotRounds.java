package io.weir.engine.task;

import org.jspecify.annotations.Nullable;

/**
 * The snapshot that is being encoded in slices between batches.
 *
 * <p>A snapshot of an aborted checkpoint is encoded to its end all the same: the entries it froze
 * may be the only dirty copy of working state.
 *
 * <p>Thread: the subtask thread.
 */
final class SnapshotRounds {
  private final SubtaskEvents events;
  private final Leases stores;
  private @Nullable SnapshotRound current;

  SnapshotRounds(SubtaskEvents events, Leases stores) {
    this.events = events;
    this.stores = stores;
  }

  /** Whether there is something to encode. */
  boolean isActive() {
    return current != null;
  }

  /** Does a slice, and hands the snapshot over when it is complete. */
  void step() throws Exception {
    SnapshotRound round = current;
    if (round != null && round.step()) {
      current = null;
      stores.acquire();
      events.snapshotCut(
          round.barrier(),
          round.isFinished(),
          round.cuts(),
          () -> {
            round.discard();
            stores.release();
          });
    }
  }

  /** Encodes what is left of an earlier snapshot at once; to be called before the next cut. */
  void drain() throws Exception {
    while (isActive()) {
      step();
    }
  }

  /** Begins to encode a snapshot. */
  void begin(SnapshotRound round) {
    current = round;
  }

  /** Gives up the snapshot that is being encoded. */
  void close() {
    SnapshotRound round = current;
    if (round != null) {
      current = null;
      round.discard();
    }
  }
}
