package io.weir.testkit.sim;

import static io.weir.testkit.sim.EventLoop.MICROS;
import static io.weir.testkit.sim.EventLoop.MILLIS;

import java.io.IOException;

/** Decides what goes wrong and how long things take. */
final class Faults {
  private final EventLoop loop;
  private final SimOptions options;
  private boolean over;
  private int operatorFailures;
  private int fatal;

  Faults(EventLoop loop, SimOptions options) {
    this.loop = loop;
    this.options = options;
  }

  /** From now on nothing goes wrong any more. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Whether masters are killed; the next one does not know what the workers still do. */
  boolean mastersDie() {
    return options.masterCrashes() > 0;
  }

  /** How many faults happened that may end an attempt, each at most one. */
  int fatal() {
    return fatal;
  }

  /** Something happened that may end an attempt. */
  void countFatal() {
    fatal++;
  }

  /** Throws now and then, as user code does. */
  void maybeFailOperator(String where) {
    if (operatorFailures < options.maxOperatorFailures() && happens(options.operatorFailure())) {
      operatorFailures++;
      fatal++;
      throw new IllegalStateException("injected in " + where);
    }
  }

  /** Throws now and then, as storage does. */
  void maybeFailStorage(String what) throws IOException {
    if (happens(options.storageFailure())) {
      throw new IOException("injected: " + what);
    }
  }

  /** The same for reading, which an attempt does not survive. */
  void maybeFailRead(String what) throws IOException {
    if (happens(options.storageFailure())) {
      fatal++;
      throw new IOException("injected: " + what);
    }
  }

  /** Whether an operator asks for more time. */
  boolean isNotReady() {
    return happens(options.notReady());
  }

  /** For how long an operator is busy with an element, milliseconds. */
  long busyMillis() {
    return happens(options.busy()) ? loop.between(MILLIS, 30 * MILLIS) / MILLIS : 0;
  }

  boolean repeatsMessage() {
    return happens(options.repeatedMessage());
  }

  long messageDelayNanos() {
    return happens(options.slowMessage())
        ? loop.between(2 * MILLIS, 40 * MILLIS)
        : loop.between(20 * MICROS, 500 * MICROS);
  }

  long storageDelayNanos() {
    return happens(options.slowStorage())
        ? loop.between(10 * MILLIS, 400 * MILLIS)
        : loop.between(50 * MICROS, 2 * MILLIS);
  }

  long schedulingDelayNanos() {
    return happens(options.stall())
        ? loop.between(MILLIS, 20 * MILLIS)
        : loop.between(MICROS, 60 * MICROS);
  }

  private boolean happens(double probability) {
    return !over && probability > 0 && loop.random().nextDouble() < probability;
  }
}
