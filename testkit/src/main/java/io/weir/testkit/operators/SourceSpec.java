package io.weir.testkit.operators;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.OperatorSpec;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a {@link NumberedSource} reads.
 *
 * @param name origin of its items
 * @param splits number of splits
 * @param itemsPerSplit length of each split
 * @param keysPerSplit number of keys; no two splits share one if {@code ownKeys}
 * @param ownKeys whether a key belongs to one split, so that its items arrive in order
 * @param slice items read at a time
 * @param pauseMs pause between slices, milliseconds; 0 for none
 */
public record SourceSpec(
    String name,
    int splits,
    long itemsPerSplit,
    int keysPerSplit,
    boolean ownKeys,
    int slice,
    long pauseMs) {
  static final String URN = "test:source";
  private static final long STEP_MS = 10;

  /** The item at a position: the same whenever it is read. */
  Item item(int split, long position) {
    long hash = ((split * 1_000_003L + position) * 0x9E3779B97F4A7C15L) >>> 16;
    String key = (ownKeys ? "split " + split + " key " : "key ") + hash % keysPerSplit;
    return new Item(
        name + split, position, key, position * STEP_MS + hash % STEP_MS, 1 + hash % 1000);
  }

  /** No item at the position or after it is earlier. */
  long earliest(long position) {
    return position * STEP_MS;
  }

  /** The number of items of all splits. */
  public long items() {
    return splits * itemsPerSplit;
  }

  /** The spec of an operator that reads it. */
  public OperatorSpec toOperatorSpec() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeUTF(name);
      out.writeInt(splits);
      out.writeLong(itemsPerSplit);
      out.writeInt(keysPerSplit);
      out.writeBoolean(ownKeys);
      out.writeInt(slice);
      out.writeLong(pauseMs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OperatorSpec(URN, Bytes.copyOf(bytes.toByteArray()));
  }

  static SourceSpec of(Bytes payload) throws IOException {
    DataInputStream in = new DataInputStream(payload.newInput());
    return new SourceSpec(
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readBoolean(),
        in.readInt(),
        in.readLong());
  }
}
