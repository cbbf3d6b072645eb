package io.weir.engine.task;

import io.weir.engine.control.Failure;
import io.weir.engine.control.RoundResult;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.element.Signal;
import io.weir.engine.snapshot.OperatorCut;
import java.util.Map;

/**
 * What happens in a subtask that its surroundings want to know. Calls must not block.
 *
 * <p>Thread: the subtask thread.
 */
public interface SubtaskEvents {
  /** All operators were built and restored. */
  void started();

  /** The subtask sent its end of data and is resident now. */
  void finished();

  /** The input has ended, and what is left waits for a checkpoint to complete. */
  void checkpointWanted();

  /** The subtask ended because of the failure. At most once. */
  void failed(Failure failure);

  /**
   * The state of the subtask was cut for a checkpoint and waits to be written, by another thread.
   *
   * @param barrier the checkpoint's
   * @param finished whether the barrier came after the subtask's end of data
   * @param cuts the operators' parts by stable name
   * @param done to be called exactly once, from any thread, when the cuts are not needed any more
   */
  void snapshotCut(
      Signal.Barrier barrier, boolean finished, Map<String, OperatorCut> cuts, Runnable done);

  /** The finalizers of the checkpoint have run. */
  void finalized(long checkpointId);

  /** The barrier of the round was sent on; what came before it is done. */
  void roundPassed(long round, RoundResult result);

  /** Figures that were asked for, and the last ones when the subtask ends. */
  void statistics(SubtaskStatistics statistics);
}
