package io.weir.engine.element;

import java.util.Arrays;

/**
 * The encoded key of an element, with the hash and the key group that follow from its bytes. It is
 * made once, by the sender of a KEYED edge, and travels with the element.
 *
 * <p>The byte array is shared, not copied: whoever hands it in or reads it must not change it.
 *
 * <p>Thread: any thread (immutable).
 */
public final class Key {
  private final byte[] bytes;
  private final int hash;
  private final int keyGroup;

  private Key(byte[] bytes, int hash, int keyGroup) {
    this.bytes = bytes;
    this.hash = hash;
    this.keyGroup = keyGroup;
  }

  /**
   * Makes the key of the given encoded form.
   *
   * @param bytes the key in its coder's NESTED form; not copied
   * @param maxParallelism the job's number of key groups
   */
  public static Key of(byte[] bytes, int maxParallelism) {
    int hash = KeyGroups.hash(bytes);
    return new Key(bytes, hash, KeyGroups.groupOf(hash, maxParallelism));
  }

  /** The encoded key; shared, must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The key group in [0, maxParallelism). */
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Key key && key.hash == hash && Arrays.equals(key.bytes, bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "Key(group " + keyGroup + ", " + bytes.length + " bytes)";
  }
}
