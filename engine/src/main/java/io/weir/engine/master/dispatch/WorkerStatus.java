package io.weir.engine.master.dispatch;

import io.weir.engine.control.WorkerId;

/**
 * What can be said of a worker.
 *
 * @param id its identity
 * @param slots how many subtasks of each vertex it is meant to run
 */
public record WorkerStatus(WorkerId id, int slots) {}
