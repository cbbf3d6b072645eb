package io.weir.engine.task;

import java.util.List;

/** What carries tasklets: a thread for each in production, one for all in a simulator. */
public interface TaskletExecutor {
  /** A parking for one tasklet that will be started. Thread: any. */
  Parking newParking();

  /**
   * Starts calling the tasklet, from a thread other than the caller's.
   *
   * @param name the name of the tasklet's thread
   * @param parking made by this executor, for this tasklet
   * @param onEnded called once after the tasklet has ended, as the last act of its thread
   */
  RunningTasklet start(String name, Tasklet tasklet, Parking parking, Runnable onEnded);

  /** A tasklet that was started. */
  interface RunningTasklet {
    /** Interrupts what blocks in the tasklet, if it has not ended. Thread: any. */
    void interrupt();

    /** Where the tasklet's thread is, innermost call first; empty if it has none. Thread: any. */
    default List<StackTraceElement> stackTrace() {
      return List.of();
    }
  }
}
