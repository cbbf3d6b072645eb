package io.weir.engine.master;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master's loop on a daemon thread of its own. Tasks after {@link #close} are dropped. */
public final class ThreadMasterLoop implements MasterLoop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadMasterLoop.class);

  private final ScheduledThreadPoolExecutor executor;

  /** Starts the thread. */
  public ThreadMasterLoop(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable task) {
    schedule(task, 0);
  }

  @Override
  public void schedule(Runnable task, long delayMs) {
    try {
      // Nobody waits for it: run() deals with what it throws.
      var unused = executor.schedule(() -> run(task), delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("dropped a task of a closed master loop", closed);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      // An executor would keep it to itself.
      LOG.error("master task failed", bug);
    }
  }

  /** Lets the task that runs end and drops all others. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
