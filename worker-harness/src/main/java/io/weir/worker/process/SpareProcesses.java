package io.weir.worker.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that were started before their jobs are there, so that jobs need not wait for a JVM.
 * Each runs one job only, as every job process. One that was taken is replaced in the background;
 * one that ended meanwhile is not, until the next is taken.
 *
 * <p>Thread: any thread; {@link #take} blocks.
 */
final class SpareProcesses {
  private static final Logger LOG = LoggerFactory.getLogger(SpareProcesses.class);

  private final JobProcessCommand command;
  private final int bound;
  private final Executor background;
  private final Deque<WaitingProcess> waiting = new ArrayDeque<>();
  private boolean closed;

  /**
   * Has the first ones started.
   *
   * @param bound the number of processes that wait, at most; may be 0
   * @param background starts processes, one at a time
   */
  SpareProcesses(JobProcessCommand command, int bound, Executor background) {
    this.command = command;
    this.bound = bound;
    this.background = background;
    background.execute(this::fill);
  }

  /** A process that has waited the longest, else one that was started just now. */
  WaitingProcess take() throws IOException {
    WaitingProcess spare = takeAlive();
    background.execute(this::fill);
    return spare == null ? command.start() : spare;
  }

  private synchronized @Nullable WaitingProcess takeAlive() {
    WaitingProcess spare = waiting.poll();
    while (spare != null && !spare.process().isAlive()) {
      spare.destroy();
      spare = waiting.poll();
    }
    return spare;
  }

  private void fill() {
    try {
      while (hasRoom()) {
        keep(command.start());
      }
    } catch (IOException e) {
      // Not the end of the worker: a job that needs a process will say why it gets none.
      LOG.warn("no spare job process can be started", e);
    }
  }

  private synchronized boolean hasRoom() {
    return !closed && waiting.size() < bound;
  }

  private synchronized void keep(WaitingProcess started) {
    if (closed) {
      started.destroy();
    } else {
      waiting.add(started);
    }
  }

  /** Ends all processes that wait; none is kept any more. */
  synchronized void close() {
    closed = true;
    waiting.forEach(WaitingProcess::destroy);
    waiting.clear();
  }
}
