package io.weir.engine.task;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.snapshot.OvertakenElements.Part;

/**
 * A batch that is being worked on, element by element.
 *
 * <p>Thread: the subtask thread.
 */
final class BatchInHand {
  /** The channel of elements that were in flight when the job was restored. */
  static final int REPLAYED = -1;

  private final ElementBatch batch;
  private final int channel;
  private final OperatorSlot slot;
  private final int port;
  private final CodecSpec codec;
  private int position;

  BatchInHand(ElementBatch batch, int channel, InputRouting routing) {
    this(batch, channel, routing.slot(), routing.port(), routing.edge().codec());
  }

  BatchInHand(Replay.Restored restored) {
    this(restored.batch(), REPLAYED, restored.slot(), restored.port(), restored.codec());
  }

  private BatchInHand(
      ElementBatch batch, int channel, OperatorSlot slot, int port, CodecSpec codec) {
    this.batch = batch;
    this.channel = channel;
    this.slot = slot;
    this.port = port;
    this.codec = codec;
  }

  ElementBatch batch() {
    return batch;
  }

  int channel() {
    return channel;
  }

  OperatorSlot slot() {
    return slot;
  }

  int port() {
    return port;
  }

  CodecSpec codec() {
    return codec;
  }

  /** Index of the first element that was not processed. */
  int position() {
    return position;
  }

  void moveTo(int next) {
    position = next;
  }

  boolean isDone() {
    return position == batch.size();
  }

  /** The elements that were not processed. */
  Part rest() {
    return new Part(batch, position);
  }
}
