package io.weir.testkit.sim;

import io.weir.engine.task.Parking;
import io.weir.engine.task.Tasklet;
import io.weir.engine.task.TaskletExecutor;
import org.jspecify.annotations.Nullable;

/** Calls the tasklets of a process in random order. */
final class SimTaskletExecutor implements TaskletExecutor {
  private final EventLoop loop;
  private final SimClock clock;
  private final SimProcess process;
  private final Faults faults;
  private final Census census;

  SimTaskletExecutor(EventLoop loop, SimProcess process, Faults faults, Census census) {
    this.loop = loop;
    this.clock = new SimClock(loop);
    this.process = process;
    this.faults = faults;
    this.census = census;
  }

  @Override
  public Parking newParking() {
    return new SimParking();
  }

  @Override
  public RunningTasklet start(String name, Tasklet tasklet, Parking parking, Runnable onEnded) {
    Carrier carrier = new Carrier(name, tasklet, onEnded);
    ((SimParking) parking).carrier = carrier;
    census.opened(process, carrier);
    carrier.callSoon();
    return () -> {};
  }

  private static final class SimParking implements Parking {
    private @Nullable Carrier carrier;

    @Override
    public void wake() {
      Carrier present = carrier;
      if (present != null) {
        present.wake();
      }
    }

    @Override
    public void park() {
      throw new IllegalStateException("there is one thread only");
    }

    @Override
    public boolean canPark() {
      return false;
    }
  }

  private final class Carrier {
    private final String name;
    private final Tasklet tasklet;
    private final Runnable onEnded;
    private boolean callPlanned;
    private boolean woken;
    private boolean ended;
    private long alarm;

    Carrier(String name, Tasklet tasklet, Runnable onEnded) {
      this.name = name;
      this.tasklet = tasklet;
      this.onEnded = onEnded;
    }

    void wake() {
      woken = true;
      if (!callPlanned) {
        callSoon();
      }
    }

    void callSoon() {
      if (!ended) {
        callPlanned = true;
        loop.after(faults.schedulingDelayNanos(), process.guard(this::call));
      }
    }

    private void call() {
      // Still counts as planned while it runs, so that waking oneself is remembered.
      woken = false;
      alarm++;
      Tasklet.State state = tasklet.call();
      callPlanned = false;
      if (state == Tasklet.State.ENDED) {
        ended = true;
        census.closed(this);
        onEnded.run();
      } else if (state == Tasklet.State.RUNNABLE || woken) {
        callSoon();
      } else {
        setAlarm(tasklet.wakeAtMillis());
      }
    }

    private void setAlarm(long wakeAtMillis) {
      if (wakeAtMillis == Long.MAX_VALUE) {
        return;
      }
      long mine = alarm;
      long delayMs = Math.max(0, wakeAtMillis - clock.currentMillis());
      loop.after(
          delayMs * EventLoop.MILLIS,
          process.guard(
              () -> {
                if (alarm == mine && !callPlanned) {
                  callSoon();
                }
              }));
    }

    @Override
    public String toString() {
      return "tasklet " + name;
    }
  }
}
