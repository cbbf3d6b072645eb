package io.weir.testkit.sim;

import java.util.ArrayList;
import java.util.List;

/** Something that can be killed: from then on nothing of it runs any more. */
final class SimProcess {
  private final String name;
  private final List<Runnable> onKill = new ArrayList<>();
  private boolean alive = true;

  SimProcess(String name) {
    this.name = name;
  }

  boolean isAlive() {
    return alive;
  }

  /** The action, unless the process is dead when it is to run. */
  Runnable guard(Runnable action) {
    return () -> {
      if (alive) {
        action.run();
      }
    };
  }

  void onKill(Runnable action) {
    onKill.add(action);
  }

  void kill() {
    alive = false;
    onKill.forEach(Runnable::run);
  }

  @Override
  public String toString() {
    return name;
  }
}
