package io.weir.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The subtasks of an attempt that have ended but are still there for barriers, snapshots and
 * finalizers. One thread runs them all.
 *
 * <p>Thread: the shared thread; {@link #adopt} from any thread.
 */
public final class Residents {
  private final Parking parking;
  private final Queue<Subtask> arriving = new ConcurrentLinkedQueue<>();
  private final List<Subtask> residents = new ArrayList<>();
  private long wakeAt = Long.MAX_VALUE;

  /** Residents whose shared thread waits in the given place. */
  public Residents(Parking parking) {
    this.parking = parking;
  }

  /** Takes over a subtask from its own thread. */
  void adopt(Subtask subtask, Mailbox mailbox) {
    arriving.add(subtask);
    mailbox.moveTo(parking);
    // Also for what came to the mailbox just before it moved.
    parking.wake();
  }

  /**
   * Gives every resident a slice.
   *
   * @return RUNNABLE when one of them has more to do, ENDED when there is none, else WAITING
   */
  public Tasklet.State call() {
    for (Subtask next = arriving.poll(); next != null; next = arriving.poll()) {
      residents.add(next);
    }
    wakeAt = Long.MAX_VALUE;
    boolean runnable = false;
    for (int i = residents.size() - 1; i >= 0; i--) {
      Subtask resident = residents.get(i);
      Tasklet.State state = resident.call();
      if (state == Tasklet.State.ENDED) {
        residents.remove(i);
      } else if (state == Tasklet.State.RUNNABLE) {
        runnable = true;
      } else {
        wakeAt = Math.min(wakeAt, resident.wakeAtMillis());
      }
    }
    if (runnable) {
      return Tasklet.State.RUNNABLE;
    }
    return residents.isEmpty() && arriving.isEmpty() ? Tasklet.State.ENDED : Tasklet.State.WAITING;
  }

  /** After WAITING: when to call again at the latest, milliseconds. */
  public long wakeAtMillis() {
    return wakeAt;
  }
}
