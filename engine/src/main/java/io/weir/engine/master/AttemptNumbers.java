package io.weir.engine.master;

import java.util.Optional;

/**
 * The numbers of a job's attempts. A number is used only when it was reserved durably, so that no
 * later master uses it again; they are reserved two at once, and before they are needed, so that a
 * restart does not wait for storage.
 *
 * <p>Thread: owned by its job master.
 */
final class AttemptNumbers {
  private int next;
  private int lastReserved = -1;
  private boolean reserving;

  /**
   * Numbers from the first one on.
   *
   * @param first none of which is reserved yet
   */
  AttemptNumbers(int first) {
    this.next = first;
  }

  /** Whether {@link #take} may be called. */
  boolean hasNext() {
    return next <= lastReserved;
  }

  int take() {
    if (!hasNext()) {
      throw new IllegalStateException("attempt " + next + " is not reserved");
    }
    return next++;
  }

  /** What is to be reserved now; empty if there is enough, or if that is being done. */
  Optional<JobCommand.ReserveAttempts> reserve() {
    if (hasNext() || reserving) {
      return Optional.empty();
    }
    reserving = true;
    return Optional.of(new JobCommand.ReserveAttempts(next + 1));
  }

  void reserved(int last) {
    reserving = false;
    lastReserved = Math.max(lastReserved, last);
  }

  void notReserved() {
    reserving = false;
  }
}
