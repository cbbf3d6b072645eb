package io.weir.engine.channel;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.operator.Output;
import java.util.List;

/**
 * One edge as seen from one producing subtask: collects elements into batches and deals them out to
 * the consuming subtasks.
 *
 * <p>Thread: the producing subtask's thread.
 */
public abstract sealed class ResultPartition implements Output, AutoCloseable
    permits ForwardPartition, KeyedPartition, RebalancePartition, BroadcastPartition {
  private final Subpartition[] consumers;
  private long written;
  private boolean blocked;

  ResultPartition(List<ChannelWriter> writers, Overdraft overdraft) {
    consumers =
        writers.stream().map(w -> new Subpartition(w, overdraft)).toArray(Subpartition[]::new);
  }

  /** The consumers, by the index of their subtask in a partition that reaches all of them. */
  final Subpartition[] consumers() {
    return consumers;
  }

  /** Hands over all elements that are still being collected. */
  public abstract void flush() throws Exception;

  /** Whether the partition has room for more elements. */
  abstract boolean hasRoom();

  /** Hands over what the consumer's batch holds. */
  final void flush(Subpartition consumer) throws Exception {
    int size = consumer.flush();
    if (size > 0) {
      written += size;
      blocked = !hasRoom();
    }
  }

  /** Hands the same batch to all consumers. */
  final void writeToAll(ElementBatch batch) throws Exception {
    for (Subpartition consumer : consumers) {
      consumer.write(batch);
    }
    written += batch.size();
    blocked = !hasRoom();
  }

  /** Sends the signal to every consumer, behind all elements emitted so far. */
  public final void broadcast(Signal signal) throws Exception {
    flush();
    for (Subpartition consumer : consumers) {
      consumer.signal(signal);
    }
  }

  /** Whether the last hand-over left no room: a plain field, cheap to ask between elements. */
  public final boolean isBlocked() {
    return blocked;
  }

  /**
   * Whether there is room for more, asked of the channels. After false the listeners of the
   * channels are called once there is room.
   */
  public final boolean isWritable() {
    blocked = !hasRoom();
    return !blocked;
  }

  /** The number of elements handed over so far, an element for several consumers counted once. */
  public final long elementsWritten() {
    return written;
  }

  /** Whether every consumer's channel has room. */
  final boolean allHaveRoom() {
    boolean room = true;
    for (Subpartition consumer : consumers) {
      // All are asked, so that the listener of each that is full is armed.
      room &= consumer.isWritable();
    }
    return room;
  }

  @Override
  public final void close() {
    for (Subpartition consumer : consumers) {
      consumer.close();
    }
  }
}
