package io.weir.engine.state;

/** An entry that was read from a table. The arrays must not be changed. Thread: any thread. */
public final class TableEntry {
  private final byte[] key;
  private final byte[] value;

  /** The arrays are not copied. */
  public TableEntry(byte[] key, byte[] value) {
    this.key = key;
    this.value = value;
  }

  /** The key. */
  public byte[] key() {
    return key;
  }

  /** The value. */
  public byte[] value() {
    return value;
  }
}
