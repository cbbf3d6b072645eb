package io.weir.engine.master.dispatch;

import io.weir.engine.control.JobSpec;
import io.weir.engine.master.JobStorage;
import java.io.IOException;

/** Opens the storage of a job. Thread: any thread. */
@FunctionalInterface
public interface JobStorageProvider {
  /**
   * Opens it.
   *
   * @throws IOException the job's checkpoint path cannot be used
   */
  JobStorage open(JobSpec job) throws IOException;
}
