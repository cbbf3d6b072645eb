package io.weir.engine.task;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a subtask is doing, for those who watch it. Cheap to write, and read a moment late: it is
 * meant for what does not change for seconds.
 *
 * <p>Thread: written by the subtask thread, read by any.
 */
public final class Activity {
  private final AtomicLong steps = new AtomicLong();
  private long count;
  private volatile boolean working;
  private volatile boolean blocked;
  private volatile long lastCut = -1;
  // Not volatile, as it is written for each element of each operator of a chain.
  private String operator = "";

  Activity() {}

  /** A call of the subtask begins. */
  void begin() {
    working = true;
    step();
  }

  /** The call is over. */
  void end() {
    working = false;
  }

  /** One more element, or other work between two calls of user code, begins. */
  void step() {
    steps.lazySet(++count);
  }

  /** Whether the subtask waits for room in a channel although it is in the midst of an element. */
  void setBlocked(boolean isBlocked) {
    blocked = isBlocked;
  }

  /**
   * An operator is called.
   *
   * @return the operator that was called before, to be set again when the call is over
   */
  String enter(String stableName) {
    String before = operator;
    operator = stableName;
    return before;
  }

  /** The state was cut for the checkpoint. */
  void cut(long checkpointId) {
    lastCut = checkpointId;
  }

  /** A number that grows as long as the subtask gets on with its elements. */
  public long steps() {
    return steps.get();
  }

  /** Whether the subtask is called now, and does not wait for a channel. */
  public boolean isInOperator() {
    return working && !blocked;
  }

  /** Stable name of the operator that was called last, without its chain's rest behind it. */
  public String operator() {
    return operator;
  }

  /** The last checkpoint that the state was cut for; -1 for none. */
  public long lastCut() {
    return lastCut;
  }
}
