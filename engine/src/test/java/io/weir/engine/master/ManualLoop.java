package io.weir.engine.master;

import io.weir.engine.time.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A master's loop, storage executor and clock that a test moves by hand. */
final class ManualLoop implements MasterLoop, Clock, Executor {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::atMs));
  private long nowMs;

  private record Later(long atMs, Runnable task) {}

  @Override
  public void execute(Runnable task) {
    ready.add(task);
  }

  @Override
  public void schedule(Runnable task, long delayMs) {
    later.add(new Later(nowMs + delayMs, task));
  }

  /** Runs what is ready, and what that makes ready. */
  void run() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }

  /** Runs what is ready and what becomes ready in the given time. */
  void pass(long millis) {
    long endMs = nowMs + millis;
    run();
    for (Later next = later.peek(); next != null && next.atMs <= endMs; next = later.peek()) {
      later.remove();
      nowMs = next.atMs;
      next.task.run();
      run();
    }
    nowMs = endMs;
  }

  @Override
  public long currentMillis() {
    return nowMs;
  }

  @Override
  public long nanoTime() {
    return nowMs * NANOS_PER_MILLI;
  }
}
