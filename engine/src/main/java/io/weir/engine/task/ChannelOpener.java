package io.weir.engine.task;

import io.weir.engine.channel.BroadcastPartition;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.ForwardPartition;
import io.weir.engine.channel.KeyedPartition;
import io.weir.engine.channel.Overdraft;
import io.weir.engine.channel.RebalancePartition;
import io.weir.engine.channel.ResultPartition;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.operator.EdgeCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the channels of one subtask.
 *
 * <p>Thread: the subtask thread.
 */
final class ChannelOpener {
  private final AttemptParts attempt;
  private final JobGraph graph;
  private final SubtaskId id;
  private final Mailbox mailbox;

  ChannelOpener(AttemptParts attempt, SubtaskId id, Mailbox mailbox) {
    this.attempt = attempt;
    this.graph = attempt.job().graph();
    this.id = id;
    this.mailbox = mailbox;
  }

  /** Opens the channels of an outgoing edge. */
  ResultPartition partition(JobEdge edge) throws Exception {
    Overdraft overdraft = new ParkingOverdraft(mailbox);
    EdgeCodec codec = codec(edge);
    List<ChannelWriter> writers = new ArrayList<>();
    for (int consumer : partners(edge, edge.target())) {
      writers.add(writer(edge, consumer, codec));
    }
    return switch (edge.kind()) {
      case FORWARD -> new ForwardPartition(writers.get(0), overdraft);
      case KEYED -> new KeyedPartition(writers, overdraft, codec, graph.maxParallelism());
      case REBALANCE -> new RebalancePartition(writers, overdraft);
      case BROADCAST -> new BroadcastPartition(writers, overdraft);
    };
  }

  private ChannelWriter writer(JobEdge edge, int consumer, EdgeCodec codec) throws IOException {
    return attempt
        .exchange()
        .openWriter(
            new ChannelId(attempt.attempt(), edge.id(), id.index(), consumer),
            attempt.workerOf(new SubtaskId(edge.target(), consumer)),
            codec,
            mailbox::wake);
  }

  /** The input channels, in the order of the edges. */
  List<InputSide> inputSides() throws Exception {
    List<InputSide> sides = new ArrayList<>();
    for (JobEdge edge : graph.edgesInto(id.vertex())) {
      for (int producer : partners(edge, edge.source())) {
        // One codec for each channel: a remote one may decode on a thread of its own.
        EdgeCodec codec = codec(edge);
        sides.add(
            new InputSide(
                edge,
                onAvailable ->
                    attempt
                        .exchange()
                        .openReader(
                            new ChannelId(attempt.attempt(), edge.id(), producer, id.index()),
                            attempt.workerOf(new SubtaskId(edge.source(), producer)),
                            codec,
                            onAvailable)));
      }
    }
    return sides;
  }

  private EdgeCodec codec(JobEdge edge) throws Exception {
    return attempt.operators().codec(edge.codec(), graph.maxParallelism());
  }

  /** Indexes of the subtasks at the other end of the edge. */
  private int[] partners(JobEdge edge, int vertex) {
    if (edge.kind() == EdgeKind.FORWARD) {
      return new int[] {id.index()};
    }
    int[] all = new int[graph.vertex(vertex).parallelism()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }
}
