package io.weir.engine.master;

import io.weir.engine.control.Failure;
import java.io.IOException;
import java.util.function.Function;

/**
 * Work on a job's storage and the events that it may end in.
 *
 * @param name what it does, for people
 * @param work does it; blocks
 * @param onFailure the event of giving up
 */
record StorageTask(String name, Work work, Function<Failure, JobEvent> onFailure) {
  JobEvent run() throws IOException {
    return work.run();
  }

  JobEvent failed(Failure failure) {
    return onFailure.apply(failure);
  }

  /** What is done, and the event of success. */
  @FunctionalInterface
  interface Work {
    JobEvent run() throws IOException;
  }
}
