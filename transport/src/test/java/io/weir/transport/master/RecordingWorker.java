package io.weir.transport.master;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerCommand;
import io.weir.engine.control.WorkerId;
import io.weir.transport.control.JobProcessListener;
import io.weir.transport.control.JobProcessStart;
import io.weir.transport.control.SupervisorListener;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes down what it hears as a supervisor or as a job process. */
final class RecordingWorker implements SupervisorListener, JobProcessListener {
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  final BlockingQueue<JobProcessStart> starts = new LinkedBlockingQueue<>();
  final BlockingQueue<WorkerCommand> commands = new LinkedBlockingQueue<>();
  final BlockingQueue<Map<WorkerId, InetSocketAddress>> peers = new LinkedBlockingQueue<>();

  @Override
  public void onStartJobProcess(JobProcessStart start) {
    starts.add(start);
  }

  @Override
  public void onStopJobProcess(JobId job, int processNumber, String reason) {
    events.add("stop " + processNumber + ": " + reason);
  }

  @Override
  public void onCommand(WorkerCommand command) {
    commands.add(command);
  }

  @Override
  public void onPeers(Map<WorkerId, InetSocketAddress> table) {
    peers.add(table);
  }

  @Override
  public void onMasterLost(String reason) {
    events.add("master lost: " + reason);
  }
}
