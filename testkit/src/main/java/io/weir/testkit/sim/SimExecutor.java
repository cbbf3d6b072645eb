package io.weir.testkit.sim;

import java.util.concurrent.Executor;

/** Runs what blocks: each task after a random time, which is long when storage is slow. */
final class SimExecutor implements Executor {
  private final EventLoop loop;
  private final SimProcess process;
  private final Faults faults;
  private final boolean inOrder;
  private long lastNanos;

  /**
   * An executor of a process.
   *
   * @param inOrder whether tasks are run in the order in which they were handed in
   */
  SimExecutor(EventLoop loop, SimProcess process, Faults faults, boolean inOrder) {
    this.loop = loop;
    this.process = process;
    this.faults = faults;
    this.inOrder = inOrder;
  }

  @Override
  public void execute(Runnable task) {
    long at = loop.nowNanos() + faults.storageDelayNanos();
    if (inOrder) {
      at = Math.max(at, lastNanos);
      lastNanos = at;
    }
    loop.at(at, process.guard(task));
  }
}
