package io.weir.engine.master;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.control.Failure;
import io.weir.engine.element.CheckpointKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a running job: savepoints, and that it stops. A savepoint is a copy of a
 * checkpoint that began after it was asked for; the copy is the user's, the checkpoint stays the
 * job's own. Wishes outlive attempts.
 *
 * <pre>
 * wanted ── checkpoint complete ──▶ copying ── written, or not ──▶ answered
 *   ▲                                  │
 *   └── attempt ended, if for a stop ──┘
 * </pre>
 *
 * A stop is answered only when the job has stopped: if an attempt ends before, the next one goes on
 * from behind the copy, which is then worth nothing.
 *
 * <p>Thread: owned by its job master.
 */
final class Savepoints {
  /** Wishes that may wait at once. */
  static final int MAX_WAITING = 100;

  private static final long NONE = -1;

  private final List<Wish> wishes = new ArrayList<>();
  private @Nullable Wish stop;
  private boolean drain;

  private static final class Wish {
    private final long requestId;
    private final String path;
    private long copyOf = NONE;
    private @Nullable SavepointResult result;

    private Wish(long requestId, String path) {
      this.requestId = requestId;
      this.path = path;
    }
  }

  /** A copy that is to be written below the path. */
  record Copy(long requestId, String path) {}

  /** Somebody wants a savepoint below the path; false if too many wait. */
  boolean want(long requestId, String path) {
    return wishes.size() < MAX_WAITING && wishes.add(new Wish(requestId, path));
  }

  /**
   * Somebody wants the job to stop, which nobody has wanted before.
   *
   * @param drained whether its sources are to end first
   * @param path where to write a savepoint; empty for none
   */
  void wantStop(long requestId, boolean drained, String path) {
    Wish wish = new Wish(requestId, path);
    stop = wish;
    drain = drained;
    if (!path.isEmpty()) {
      wishes.add(wish);
    }
  }

  boolean isStopping() {
    return stop != null;
  }

  /** Whether the request is that the job stops. */
  boolean isStop(long requestId) {
    return stop != null && stop.requestId == requestId;
  }

  boolean isDraining() {
    return stop != null && drain;
  }

  /** The kind that a checkpoint must be to be of use for a wish; empty when there is none. */
  Optional<CheckpointKind> wanted() {
    if (isStopping() && !drain) {
      return Optional.of(CheckpointKind.LAST);
    }
    return wishes.stream().anyMatch(wish -> wish.copyOf == NONE && wish != stop)
        ? Optional.of(CheckpointKind.SAVEPOINT)
        : Optional.empty();
  }

  /** The kind that every checkpoint must be at least: of a drained job any one may be the final. */
  CheckpointKind least() {
    return isDraining() ? CheckpointKind.SAVEPOINT : CheckpointKind.CHECKPOINT;
  }

  /** A checkpoint is complete; answers what is to be written of it. */
  List<Copy> completed(long checkpointId, CheckpointKind kind, boolean isFinal) {
    List<Copy> copies = new ArrayList<>();
    for (Wish wish : wishes) {
      boolean isLast = isFinal || kind == CheckpointKind.LAST;
      if (wish.copyOf == NONE && kind.isSavepoint() && (wish != stop || isLast)) {
        wish.copyOf = checkpointId;
        copies.add(new Copy(wish.requestId, wish.path));
      }
    }
    return copies;
  }

  /** Whether the copy for the stop is neither written nor given up. */
  boolean isStopCopying() {
    Wish wish = stop;
    return wish != null && wish.copyOf != NONE && wish.result == null;
  }

  /** A copy was written; answers what to tell now. */
  Optional<SavepointResult> written(long requestId, CheckpointRef savepoint) {
    return answered(
        savepoint.checkpointId(),
        new SavepointResult(requestId, Optional.of(savepoint), Optional.empty()));
  }

  /** A copy could not be written; answers what to tell now. */
  Optional<SavepointResult> notWritten(long requestId, long checkpointId, Failure failure) {
    return answered(
        checkpointId, new SavepointResult(requestId, Optional.empty(), Optional.of(failure)));
  }

  private Optional<SavepointResult> answered(long checkpointId, SavepointResult result) {
    for (Wish wish : List.copyOf(wishes)) {
      if (wish.requestId == result.requestId() && wish.copyOf == checkpointId) {
        if (wish == stop) {
          wish.result = result;
          return Optional.empty();
        }
        wishes.remove(wish);
        return Optional.of(result);
      }
    }
    return Optional.empty();
  }

  /** Whether the copy for the stop was written. */
  boolean isStopWritten() {
    Wish wish = stop;
    return wish != null && wish.result != null && wish.result.savepoint().isPresent();
  }

  /** Whether the copy for the stop could not be written. */
  boolean hasStopFailed() {
    Wish wish = stop;
    return wish != null && wish.result != null && wish.result.failure().isPresent();
  }

  /** Nobody wants the job to stop any more; answers what comes of the wish. */
  Optional<SavepointResult> endStop() {
    Wish wish = stop;
    if (wish == null) {
      return Optional.empty();
    }
    stop = null;
    wishes.remove(wish);
    SavepointResult result = wish.result;
    return Optional.of(
        result == null
            ? new SavepointResult(wish.requestId, Optional.empty(), Optional.empty())
            : result);
  }

  /** The next attempt goes on from behind what was copied for the stop. */
  void attemptEnded() {
    Wish wish = stop;
    if (wish != null) {
      wish.copyOf = NONE;
      wish.result = null;
    }
  }
}
