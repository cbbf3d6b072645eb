package io.weir.engine.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The only door through which other threads reach a subtask.
 *
 * <p>Thread: {@link #post}, {@link #wake} and {@link #stop} from any thread, the rest from the
 * subtask's.
 */
public final class Mailbox {
  private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
  // One flag for mail and stop: all that is asked between two elements.
  private volatile boolean attention;
  private volatile boolean stopped;
  private final Parking initialParking;
  private final Activity activity = new Activity();
  private volatile Parking parking;

  /** A mailbox whose owner waits in the given place. */
  public Mailbox(Parking parking) {
    this.initialParking = parking;
    this.parking = parking;
  }

  /** Leaves a mail. */
  public void post(Mail mail) {
    mails.add(mail);
    attention = true;
    parking.wake();
  }

  /** Makes the subtask look for work. */
  public void wake() {
    parking.wake();
  }

  /** Makes the subtask end at the next element boundary. */
  public void stop() {
    stopped = true;
    attention = true;
    parking.wake();
  }

  /** Where the subtask waits while it has a thread of its own. */
  public Parking initialParking() {
    return initialParking;
  }

  /** What the subtask is doing. Thread: any. */
  public Activity activity() {
    return activity;
  }

  boolean needsAttention() {
    return attention;
  }

  boolean isStopped() {
    return stopped;
  }

  /** The next mail; null when there is none. */
  @Nullable Mail poll() {
    Mail mail = mails.poll();
    // Taken back first, then looked again: what comes in between sets it once more.
    attention = false;
    if (stopped || !mails.isEmpty()) {
      attention = true;
    }
    return mail;
  }

  /** From now on the owner waits in another place. The caller makes the owner look there once. */
  void moveTo(Parking next) {
    parking = next;
  }

  /** Where the owner waits. */
  Parking parking() {
    return parking;
  }
}
