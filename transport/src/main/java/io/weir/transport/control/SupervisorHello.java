package io.weir.transport.control;

import io.weir.engine.control.WorkerId;

/**
 * With what a worker's supervisor introduces itself.
 *
 * @param worker the worker, new for every start of the supervisor
 * @param version Weir's version
 * @param slots how many subtasks of each vertex the worker is meant to run
 */
public record SupervisorHello(WorkerId worker, String version, int slots) {
  private static final int MAX_ID_LENGTH = 200;

  /** Checks the ranges. */
  public SupervisorHello {
    if (worker.value().isEmpty() || worker.value().length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("a worker id has 1 to " + MAX_ID_LENGTH + " characters");
    }
    if (slots < 1) {
      throw new IllegalArgumentException("a worker has at least one slot, not " + slots);
    }
  }
}
