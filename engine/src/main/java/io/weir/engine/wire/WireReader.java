package io.weir.engine.wire;

import io.weir.engine.graph.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a {@link WireWriter} wrote. Lengths are checked against what is left before anything
 * is allocated, so that damaged bytes end in an exception and not in a lack of memory.
 *
 * <p>Thread: one at a time.
 */
public final class WireReader {
  private final ByteBuffer in;

  /** Reads the array from its beginning. */
  public WireReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /** Reads one value. */
  @FunctionalInterface
  public interface Read<T> {
    /** Reads the value at the reader's position. */
    T from(WireReader in) throws WireFormatException;
  }

  /** One byte, 0 to 255. */
  public int readByte() throws WireFormatException {
    need(1);
    return in.get() & 0xff;
  }

  /** One byte, 0 or 1. */
  public boolean readBoolean() throws WireFormatException {
    int value = readByte();
    if (value > 1) {
      throw new WireFormatException("not a boolean: " + value);
    }
    return value == 1;
  }

  /** Four bytes. */
  public int readInt() throws WireFormatException {
    need(Integer.BYTES);
    return in.getInt();
  }

  /** Eight bytes. */
  public long readLong() throws WireFormatException {
    need(Long.BYTES);
    return in.getLong();
  }

  /** UTF-8 after its length. */
  public String readString() throws WireFormatException {
    int length = readLength();
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
    } catch (CharacterCodingException e) {
      throw new WireFormatException("a text is not UTF-8", e);
    }
  }

  /** Bytes after their length. */
  public byte[] readByteArray() throws WireFormatException {
    byte[] content = new byte[readLength()];
    in.get(content);
    return content;
  }

  /** Bytes after their length. */
  public Bytes readBytes() throws WireFormatException {
    return Bytes.copyOf(readByteArray());
  }

  /** Elements after their number. */
  public <T> List<T> readList(Read<T> element) throws WireFormatException {
    int count = readLength();
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.from(this));
    }
    return values;
  }

  /** Entries after their number. */
  public <V> Map<String, V> readMap(Read<V> element) throws WireFormatException {
    int count = readLength();
    Map<String, V> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String key = readString();
      if (values.put(key, element.from(this)) != null) {
        throw new WireFormatException("the key " + key + " comes twice");
      }
    }
    return values;
  }

  /** Checks that nothing is left. */
  public void expectEnd() throws WireFormatException {
    if (in.hasRemaining()) {
      throw new WireFormatException(in.remaining() + " bytes too many");
    }
  }

  /** A length or a count: every byte, entry or element of it takes at least one byte. */
  private int readLength() throws WireFormatException {
    int length = readInt();
    if (length < 0 || length > in.remaining()) {
      throw new WireFormatException(
          "a length of " + length + " where " + in.remaining() + " bytes are left");
    }
    return length;
  }

  private void need(int bytes) throws WireFormatException {
    if (in.remaining() < bytes) {
      throw new WireFormatException(
          "cut off: " + bytes + " bytes needed, " + in.remaining() + " left");
    }
  }
}
