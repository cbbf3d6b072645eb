package io.weir.transport.cluster;

import io.weir.engine.control.AttemptId;
import io.weir.engine.control.WorkerGateway;
import io.weir.engine.control.WorkerId;
import io.weir.engine.master.dispatch.WorkerConnection;
import io.weir.transport.control.JobProcessLink;

/** A worker with one job process. */
record LinkedWorker(WorkerId id, JobProcessLink link) implements WorkerConnection {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public WorkerGateway gateway() {
    return link;
  }

  @Override
  public void replaceJobProcess(AttemptId attempt) {
    link.close("its threads do not end");
  }
}
