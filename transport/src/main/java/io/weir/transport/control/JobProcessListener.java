package io.weir.transport.control;

import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What a process that runs a job does when the master speaks.
 *
 * <p>Thread: threads of the transport, one call at a time; calls must be short.
 */
public interface JobProcessListener {
  /** The job master's command. */
  void onCommand(WorkerCommand command);

  /** Where the job's processes serve their channels; replaces what was said before. */
  void onPeers(Map<WorkerId, InetSocketAddress> peers);

  /**
   * The master is lost, was silent for too long, or closed the stream: the process stops at the
   * next element boundary and ends. Called once, last; not called after the process itself closed
   * the connection.
   */
  void onMasterLost(String reason);
}
