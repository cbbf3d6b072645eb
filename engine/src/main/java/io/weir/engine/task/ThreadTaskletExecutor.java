package io.weir.engine.task;

import io.weir.engine.time.Clock;
import java.util.List;

/**
 * Carries each tasklet on a daemon thread of its own, so that user code in it may block.
 *
 * <p>Thread: any thread.
 */
public final class ThreadTaskletExecutor implements TaskletExecutor {
  private final Clock clock;
  private final ClassLoader contextClassLoader;

  /**
   * An executor of threads.
   *
   * @param clock processing time, for tasklets that wait for a time
   * @param contextClassLoader the context class loader of all threads
   */
  public ThreadTaskletExecutor(Clock clock, ClassLoader contextClassLoader) {
    this.clock = clock;
    this.contextClassLoader = contextClassLoader;
  }

  @Override
  public Parking newParking() {
    return new ThreadParking();
  }

  @Override
  public RunningTasklet start(String name, Tasklet tasklet, Parking parking, Runnable onEnded) {
    ThreadParking place = (ThreadParking) parking;
    Thread thread = new Thread(() -> run(tasklet, place, onEnded), name);
    thread.setDaemon(true);
    thread.setContextClassLoader(contextClassLoader);
    thread.start();
    return new OwnThread(thread);
  }

  private record OwnThread(Thread thread) implements RunningTasklet {
    @Override
    public void interrupt() {
      thread.interrupt();
    }

    @Override
    public List<StackTraceElement> stackTrace() {
      return List.of(thread.getStackTrace());
    }
  }

  private void run(Tasklet tasklet, ThreadParking parking, Runnable onEnded) {
    parking.own();
    Tasklet.State state = tasklet.call();
    while (state != Tasklet.State.ENDED) {
      if (state == Tasklet.State.WAITING) {
        parking.park(waitMillis(tasklet.wakeAtMillis()));
      }
      state = tasklet.call();
    }
    onEnded.run();
  }

  private long waitMillis(long wakeAtMillis) {
    return wakeAtMillis == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(0, wakeAtMillis - clock.currentMillis());
  }
}
