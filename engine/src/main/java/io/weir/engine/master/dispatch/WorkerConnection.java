package io.weir.engine.master.dispatch;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;

/**
 * A registered worker as the dispatcher reaches it.
 *
 * <p>Thread: any thread; calls must not block.
 */
public interface WorkerConnection {
  /** The worker's identity. */
  WorkerId id();

  /** How many subtasks of each vertex it is meant to run. */
  int slots();

  /** The way to the parts of the worker that run jobs; each command names its job. */
  WorkerGateway gateway();

  /**
   * The threads of the attempt do not end: the process that runs the job on this worker is to be
   * replaced. Answered by {@link Dispatcher#jobProcessLost} or {@link Dispatcher#workerLost}.
   */
  void replaceJobProcess(AttemptId attempt);

  /**
   * The job will have subtasks on this worker after its next restart: if it runs in a process of
   * its own here, that is started now. Its loss is told as for any other.
   */
  default void prepareJobProcess(JobSpec job) {
    // Threads are soon there.
  }
}
