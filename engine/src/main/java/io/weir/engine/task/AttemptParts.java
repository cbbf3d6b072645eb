package io.weir.engine.task;

import io.weir.engine.channel.Exchange;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.OperatorFactory;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What all subtasks of one attempt in one process share.
 *
 * @param attempt the attempt
 * @param job what is run
 * @param placement the worker of every subtask
 * @param exchange the channels
 * @param operators makes operators and codecs
 * @param backends makes backends of keyed state
 * @param restore the checkpoint to start from
 * @param clock the worker's clock
 */
public record AttemptParts(
    AttemptId attempt,
    JobSpec job,
    Map<SubtaskId, WorkerId> placement,
    Exchange exchange,
    OperatorFactory operators,
    KeyedStateBackendProvider backends,
    Optional<CheckpointReader> restore,
    Clock clock) {
  /** Copies the map. */
  public AttemptParts {
    placement = Map.copyOf(placement);
  }

  WorkerId workerOf(SubtaskId subtask) {
    WorkerId worker = placement.get(subtask);
    if (worker == null) {
      throw new IllegalStateException("no worker for " + subtask);
    }
    return worker;
  }
}
