package io.weir.engine.operator;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.KeyGroups;

/**
 * Where an operator instance runs.
 *
 * @param jobName the job's name
 * @param stableName the operator's stable name
 * @param subtaskIndex index of the subtask
 * @param parallelism number of subtasks of the vertex
 * @param maxParallelism number of key groups of the job
 * @param attempt attempt of the job, from 0
 */
public record OperatorLocation(
    String jobName,
    String stableName,
    int subtaskIndex,
    int parallelism,
    int maxParallelism,
    int attempt) {

  /** The key groups of the subtask. */
  public KeyGroupRange keyGroups() {
    return KeyGroups.rangeOf(subtaskIndex, parallelism, maxParallelism);
  }
}
