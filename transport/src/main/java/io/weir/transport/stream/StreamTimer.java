package io.weir.transport.stream;

import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the streams of a process send heartbeats and notice silence.
 *
 * <p>Thread: any thread. The timer's thread never waits for what streams do when they end; that has
 * threads of its own.
 */
public final class StreamTimer implements AutoCloseable {
  private final Clock clock;
  private final Heartbeats heartbeats;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService endings;

  /** A timer with its thread. */
  public StreamTimer(Clock clock, Heartbeats heartbeats) {
    this.clock = clock;
    this.heartbeats = heartbeats;
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "weir-heartbeats"));
    timer.setRemoveOnCancelPolicy(true);
    endings = Executors.newCachedThreadPool(task -> daemon(task, "weir-stream-end"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  PeerWatch newWatch() {
    return new PeerWatch(clock, heartbeats);
  }

  Heartbeats heartbeats() {
    return heartbeats;
  }

  /** Runs the task at every heartbeat, until it is cancelled. */
  Future<?> everyBeat(Runnable task) {
    // Looks twice as often as it must, so that a loss is noticed soon after the timeout.
    long halfNanos = heartbeats.interval().toNanos() / 2;
    return timer.scheduleAtFixedRate(task, halfNanos, halfNanos, TimeUnit.NANOSECONDS);
  }

  /** Runs the task on another thread. */
  void later(Runnable task) {
    endings.execute(task);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    endings.shutdown();
  }
}
