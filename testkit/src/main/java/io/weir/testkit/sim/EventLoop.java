package io.weir.testkit.sim;

import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time and what is to happen in it. Events of the same time happen in the order made. */
final class EventLoop {
  static final long MICROS = 1_000;
  static final long MILLIS = 1_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Random random;
  private long nowNanos;
  private long made;
  private long trace;

  EventLoop(Random random) {
    this.random = random;
  }

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  long nowNanos() {
    return nowNanos;
  }

  long nowMillis() {
    return nowNanos / MILLIS;
  }

  Random random() {
    return random;
  }

  /** A random duration. */
  long between(long leastNanos, long mostNanos) {
    return leastNanos + (long) (random.nextDouble() * (mostNanos - leastNanos));
  }

  void after(long delayNanos, Runnable action) {
    at(nowNanos + Math.max(0, delayNanos), action);
  }

  void at(long timeNanos, Runnable action) {
    events.add(new Event(Math.max(timeNanos, nowNanos), made++, action));
  }

  /** Lets the next event happen; false when there is none. */
  boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    nowNanos = next.atNanos;
    trace = trace * 31 + nowNanos + next.number;
    next.action.run();
    return true;
  }

  /** A number that two runs share only if the same happened in both. */
  long trace() {
    return trace;
  }
}
