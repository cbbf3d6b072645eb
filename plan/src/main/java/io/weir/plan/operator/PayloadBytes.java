package io.weir.plan.operator;

import io.weir.engine.graph.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The outer form of all payloads: a version byte, then the settings, then nothing. */
final class PayloadBytes {
  private static final byte VERSION = 1;

  private PayloadBytes() {}

  /** Writes the settings of a payload. */
  interface Writer {
    void writeTo(DataOutput out) throws IOException;
  }

  /** Reads the settings of a payload. */
  interface Reader<T> {
    T readFrom(DataInput in) throws IOException;
  }

  static Bytes encode(Writer payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(VERSION);
      payload.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }

  static <T> T decode(String urn, Bytes bytes, Reader<? extends T> reader) {
    DataInputStream in = new DataInputStream(bytes.newInput());
    try {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of " + urn);
      }
      T payload = reader.readFrom(in);
      if (in.read() != -1) {
        throw new IllegalArgumentException("payload of " + urn + " is too long");
      }
      return payload;
    } catch (IOException e) {
      throw new IllegalArgumentException("payload of " + urn + " cannot be read", e);
    }
  }

  static void writeStrings(DataOutput out, List<String> strings) throws IOException {
    out.writeInt(strings.size());
    for (String string : strings) {
      out.writeUTF(string);
    }
  }

  /**
   * A length that is not larger than what is left.
   *
   * @throws IOException if it is, or is negative
   */
  static int readLength(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || (in instanceof DataInputStream stream && length > stream.available())) {
      throw new IOException("a part of the payload has the length " + length);
    }
    return length;
  }

  static List<String> readStrings(DataInput in) throws IOException {
    int size = in.readInt();
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      strings.add(in.readUTF());
    }
    return strings;
  }
}
