package io.weir.transport.stream;

import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;

/**
 * Decides when a peer that says nothing is lost. Asked regularly; when the questions themselves
 * stopped for a while then this process was stopped, and the peer gets its time once more.
 *
 * <p>Thread: any thread.
 */
final class PeerWatch {
  private final Clock clock;
  private final long timeoutNanos;
  private final long lateNanos;
  private long lastHeard;
  private long lastAsked;

  PeerWatch(Clock clock, Heartbeats heartbeats) {
    this.clock = clock;
    timeoutNanos = heartbeats.timeout().toNanos();
    lateNanos = timeoutNanos - heartbeats.interval().toNanos() / 2;
    lastHeard = clock.nanoTime();
    lastAsked = lastHeard;
  }

  /** The peer has said something. */
  synchronized void heard() {
    lastHeard = clock.nanoTime();
  }

  /** Whether the peer has been silent for too long. */
  synchronized boolean isSilent() {
    long now = clock.nanoTime();
    if (now - lastAsked >= lateNanos) {
      lastHeard = now;
    }
    lastAsked = now;
    return now - lastHeard >= timeoutNanos;
  }
}
