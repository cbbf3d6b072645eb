package io.weir.transport.control;

import io.weir.engine.control.JobId;
import io.weir.engine.control.WorkerId;
import io.weir.transport.v1.Peers;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the processes of every job serve their channels, told to all processes of the job whenever
 * it changes.
 *
 * <p>Thread: any thread. Sends under its lock, which never blocks, so that no older table overtakes
 * a newer one.
 */
final class JobPeers {
  private final Map<JobId, Map<WorkerId, Peer>> jobs = new HashMap<>();

  private record Peer(int dataPort, JobProcessStream stream) {}

  synchronized void add(JobProcessHello hello, JobProcessStream stream) {
    Map<WorkerId, Peer> peers = jobs.computeIfAbsent(hello.job(), job -> new HashMap<>());
    peers.put(hello.worker(), new Peer(hello.dataPort(), stream));
    tell(peers);
  }

  synchronized void remove(JobProcessHello hello, JobProcessStream stream) {
    Map<WorkerId, Peer> peers = jobs.get(hello.job());
    if (peers == null || !peers.remove(hello.worker(), new Peer(hello.dataPort(), stream))) {
      return;
    }
    if (peers.isEmpty()) {
      jobs.remove(hello.job());
    }
    tell(peers);
  }

  private static void tell(Map<WorkerId, Peer> peers) {
    Peers.Builder table = Peers.newBuilder();
    peers.forEach((worker, peer) -> table.putDataPortByWorker(worker.value(), peer.dataPort()));
    Peers built = table.build();
    peers.values().forEach(peer -> peer.stream().sendPeers(built));
  }
}
