package io.weir.engine.master;

/**
 * What runs a master's code: one task at a time, in the order of {@link #execute}. In production a
 * thread, in the simulator its event loop.
 *
 * <p>Thread: any thread.
 */
public interface MasterLoop {
  /** Runs the task soon. */
  void execute(Runnable task);

  /** Runs the task after the delay, unless the loop has ended by then. */
  void schedule(Runnable task, long delayMs);
}
