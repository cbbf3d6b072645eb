package io.weir.testkit.sim;

import java.util.function.Consumer;

/**
 * A connection from one process to another: first in, first out, with delays, and sometimes a
 * message twice. What was sent arrives even if the sender dies meanwhile.
 */
final class SimLink<T> {
  private final EventLoop loop;
  private final SimProcess sender;
  private final SimProcess receiver;
  private final Faults faults;
  private final Consumer<T> inbox;
  private long lastNanos;

  SimLink(
      EventLoop loop, SimProcess sender, SimProcess receiver, Faults faults, Consumer<T> inbox) {
    this.loop = loop;
    this.sender = sender;
    this.receiver = receiver;
    this.faults = faults;
    this.inbox = inbox;
  }

  void send(T message) {
    if (!sender.isAlive()) {
      return;
    }
    deliver(message);
    if (faults.repeatsMessage()) {
      deliver(message);
    }
  }

  private void deliver(T message) {
    lastNanos = Math.max(lastNanos, loop.nowNanos() + faults.messageDelayNanos());
    loop.at(lastNanos, receiver.guard(() -> inbox.accept(message)));
  }
}
