package io.weir.engine.snapshot;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.graph.CodecSpec;
import io.weir.engine.operator.EdgeCodec;
import java.util.List;

/**
 * Elements that a barrier overtook on their way to one input port, in order.
 *
 * @param port the operator's input port
 * @param spec how they are encoded
 * @param codec encodes them, and nothing else meanwhile
 * @param parts the elements; not empty
 */
public record OvertakenElements(int port, CodecSpec spec, EdgeCodec codec, List<Part> parts) {
  /** Copies the list. */
  public OvertakenElements {
    parts = List.copyOf(parts);
  }

  /**
   * Elements of a batch.
   *
   * @param batch the batch
   * @param from index of the first element that counts
   */
  public record Part(ElementBatch batch, int from) {}

  boolean areKeyed() {
    return parts.get(0).batch().isKeyed();
  }
}
