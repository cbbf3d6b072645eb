package io.weir.testkit.sim;

import io.weir.engine.master.MasterLoop;

/** The loop of a master in virtual time. */
final class SimMasterLoop implements MasterLoop {
  private final EventLoop loop;
  private final SimProcess process;
  private long lastNanos;

  SimMasterLoop(EventLoop loop, SimProcess process) {
    this.loop = loop;
    this.process = process;
  }

  @Override
  public void execute(Runnable task) {
    lastNanos = Math.max(lastNanos, loop.nowNanos() + loop.between(0, 50 * EventLoop.MICROS));
    loop.at(lastNanos, process.guard(task));
  }

  @Override
  public void schedule(Runnable task, long delayMs) {
    loop.after(delayMs * EventLoop.MILLIS, process.guard(task));
  }
}
