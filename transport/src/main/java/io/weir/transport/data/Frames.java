package io.weir.transport.data;

import io.weir.engine.element.CheckpointKind;
import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The forms of stream items: a byte that says which, then a batch in the edge's own form, or the
 * eight bytes of a watermark, or those of a barrier and its kind, or the longs of a round's
 * barrier, or nothing. A batch may take several frames.
 *
 * <p>Thread: one at a time for each codec.
 */
final class Frames {
  /** Bytes of a batch's frame beyond which no further element is added. */
  static final int SOFT_LIMIT = 32 << 10;

  private static final int ELEMENTS = 1;
  private static final int WATERMARK = 2;
  private static final int IDLE = 3;
  private static final int BARRIER = 4;
  private static final int END_OF_DATA = 5;
  private static final int BARRIER_BYTES = 1 + Long.BYTES + 1;
  private static final int ROUND_BARRIER = 6;
  private static final int SMALLEST = 256;

  private final EdgeCodec codec;
  private final int bound;
  // Of the last frame of elements: the next one is likely to be as long.
  private int expected = SMALLEST;

  Frames(EdgeCodec codec, DataLimits limits) {
    this.codec = codec;
    bound = limits.maxFrameBytes();
  }

  /**
   * The item as frames.
   *
   * @throws IOException an element cannot be encoded or is too large
   */
  List<Frame> encode(StreamItem item) throws IOException {
    if (item instanceof ElementBatch batch) {
      return encode(batch);
    }
    if (item instanceof Signal.Watermark watermark) {
      return List.of(signal(WATERMARK, watermark.timestamp()));
    }
    if (item instanceof Signal.Barrier barrier) {
      return List.of(barrier(barrier));
    }
    if (item instanceof Signal.RoundBarrier barrier) {
      return List.of(signal(ROUND_BARRIER, barrier.round(), barrier.processingTimeMs()));
    }
    int type = item instanceof Signal.Idle ? IDLE : END_OF_DATA;
    return List.of(new Frame(new byte[] {(byte) type}, 1));
  }

  private List<Frame> encode(ElementBatch batch) throws IOException {
    List<Frame> frames = new ArrayList<>(1);
    int next = 0;
    while (next < batch.size()) {
      FrameBuffer buffer = new FrameBuffer(expected, bound);
      buffer.write(ELEMENTS);
      next = codec.encode(batch, next, buffer, SOFT_LIMIT);
      Frame frame = buffer.toFrame();
      expected = Math.max(SMALLEST, Math.min(frame.length(), SOFT_LIMIT) * 9 / 8);
      frames.add(frame);
    }
    return frames;
  }

  private static Frame signal(int type, long... values) {
    ByteBuffer content = ByteBuffer.allocate(1 + values.length * Long.BYTES).put((byte) type);
    for (long value : values) {
      content.putLong(value);
    }
    return new Frame(content.array(), content.position());
  }

  /**
   * The item in the frame.
   *
   * @throws IOException the frame is not one of these forms
   */
  StreamItem decode(Frame frame) throws IOException {
    if (frame.length() == 0) {
      throw new WireFormatException("an empty frame");
    }
    int type = frame.content()[0];
    return switch (type) {
      case ELEMENTS -> decodeElements(frame);
      case WATERMARK -> new Signal.Watermark(value(frame));
      case BARRIER -> barrier(frame);
      case ROUND_BARRIER -> {
        expectLength(frame, 1 + 2 * Long.BYTES);
        ByteBuffer content = ByteBuffer.wrap(frame.content());
        yield new Signal.RoundBarrier(content.getLong(1), content.getLong(1 + Long.BYTES));
      }
      case IDLE -> {
        expectLength(frame, 1);
        yield new Signal.Idle();
      }
      case END_OF_DATA -> {
        expectLength(frame, 1);
        yield new Signal.EndOfData();
      }
      default -> throw new WireFormatException("no frame is of type " + type);
    };
  }

  private ElementBatch decodeElements(Frame frame) throws IOException {
    try {
      return codec.decode(new ByteArrayInputStream(frame.content(), 1, frame.length() - 1));
    } catch (RuntimeException e) {
      throw new WireFormatException("elements cannot be decoded: " + e, e);
    }
  }

  private static Frame barrier(Signal.Barrier barrier) {
    ByteBuffer content =
        ByteBuffer.allocate(BARRIER_BYTES)
            .put((byte) BARRIER)
            .putLong(barrier.checkpointId())
            .put(barrier.kind().code());
    return new Frame(content.array(), content.position());
  }

  private static Signal.Barrier barrier(Frame frame) throws WireFormatException {
    expectLength(frame, BARRIER_BYTES);
    ByteBuffer content = ByteBuffer.wrap(frame.content());
    try {
      return new Signal.Barrier(
          content.getLong(1), CheckpointKind.ofCode(content.get(1 + Long.BYTES)));
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("a bad barrier: " + e.getMessage(), e);
    }
  }

  private static long value(Frame frame) throws WireFormatException {
    expectLength(frame, 1 + Long.BYTES);
    return ByteBuffer.wrap(frame.content()).getLong(1);
  }

  private static void expectLength(Frame frame, int length) throws WireFormatException {
    if (frame.length() != length) {
      throw new WireFormatException(
          "a signal of " + frame.length() + " bytes instead of " + length);
    }
  }
}
