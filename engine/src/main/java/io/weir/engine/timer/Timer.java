package io.weir.engine.timer;

import io.weir.engine.element.Key;

/**
 * A timer that was set.
 *
 * <p>Thread: any (immutable; its arrays are shared and must not be changed).
 */
public final class Timer {
  private final Key key;
  private final byte[] id;
  private final TimerDomain domain;
  private final long timeMs;
  private final byte[] payload;

  Timer(Key key, byte[] id, TimerDomain domain, long timeMs, byte[] payload) {
    this.key = key;
    this.id = id;
    this.domain = domain;
    this.timeMs = timeMs;
    this.payload = payload;
  }

  /** The key that it belongs to. */
  public Key key() {
    return key;
  }

  /** What tells it apart from the other timers of its key. */
  public byte[] id() {
    return id;
  }

  /** The clock that it follows. */
  public TimerDomain domain() {
    return domain;
  }

  /** It is due when its clock is past this time, in milliseconds. */
  public long timeMs() {
    return timeMs;
  }

  /** What was given when it was set. */
  public byte[] payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "Timer(" + domain + ", " + timeMs + " ms, " + key + ")";
  }
}
