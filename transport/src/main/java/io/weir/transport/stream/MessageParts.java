package io.weir.transport.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.weir.engine.wire.WireFormatException;
import io.weir.transport.v1.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts the parts of a message together again; what they may add up to is bounded.
 *
 * <p>Thread: one at a time.
 */
public final class MessageParts {
  private final int bound;
  private ByteArrayOutputStream joined = new ByteArrayOutputStream();

  /**
   * Waits for the first part.
   *
   * @param bound bytes of the largest message
   */
  public MessageParts(int bound) {
    this.bound = bound;
  }

  /** The content in parts, each wrapped. The array is not copied. */
  public static <T> List<T> split(byte[] content, Function<Part, T> wrapping) {
    List<T> parts = new ArrayList<>();
    int from = 0;
    do {
      int length = Math.min(Limits.PART, content.length - from);
      ByteString bytes = UnsafeByteOperations.unsafeWrap(content, from, length);
      from += length;
      boolean last = from == content.length;
      parts.add(wrapping.apply(Part.newBuilder().setContent(bytes).setLast(last).build()));
    } while (from < content.length);
    return parts;
  }

  /**
   * Takes the next part.
   *
   * @return the message, if the part was its last
   * @throws WireFormatException the message is too large
   */
  public Optional<byte[]> add(Part part) throws WireFormatException {
    append(part.getContent());
    return part.getLast() ? Optional.of(take()) : Optional.empty();
  }

  /** Appends content; what was joined so far stays below the bound. */
  public void append(ByteString content) throws WireFormatException {
    if (content.size() > bound - joined.size()) {
      throw new WireFormatException("a message of more than " + bound + " bytes");
    }
    joined.writeBytes(content.toByteArray());
  }

  /** All that was joined; starts anew. */
  public byte[] take() {
    byte[] content = joined.toByteArray();
    joined = new ByteArrayOutputStream();
    return content;
  }
}
