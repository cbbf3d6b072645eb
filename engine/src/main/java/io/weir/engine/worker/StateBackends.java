package io.weir.engine.worker;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.JobSpec;
import io.weir.engine.state.KeyedStateBackendProvider;
import java.io.IOException;

/** Opens the kind of keyed state backend that a job asks for. Thread: any thread; may block. */
@FunctionalInterface
public interface StateBackends {
  /**
   * The provider for one attempt; the caller closes it.
   *
   * @throws IllegalArgumentException there is no backend of the name in the job's settings
   */
  KeyedStateBackendProvider open(JobSpec job, AttemptId attempt) throws IOException;
}
