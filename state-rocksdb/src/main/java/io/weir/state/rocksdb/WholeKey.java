package io.weir.state.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key of the database, as {@link TableKeys} makes them. Thread: any thread. */
final class WholeKey {
  private final byte[] bytes;
  private final int nameEnd;

  /** Keeps the array, which must not be changed. */
  WholeKey(byte[] bytes) {
    this.bytes = bytes;
    this.nameEnd = Short.BYTES + 1 + Byte.toUnsignedInt(bytes[Short.BYTES]);
  }

  int keyGroup() {
    return (Byte.toUnsignedInt(bytes[0]) << Byte.SIZE) | Byte.toUnsignedInt(bytes[1]);
  }

  /** The name of the table. */
  String table() {
    int nameStart = Short.BYTES + 1;
    return new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
  }

  /** The entry's own key. */
  byte[] ownKey() {
    return Arrays.copyOfRange(bytes, nameEnd, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WholeKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
