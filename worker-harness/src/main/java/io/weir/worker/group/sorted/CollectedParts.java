package io.weir.worker.group.sorted;

import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Collects values. A piece is {@code [number of values, 4 bytes][values in NESTED form]}.
 *
 * <p>Thread: subtask thread.
 */
public record CollectedParts(Coder<Object> coder) implements Parts<List<@Nullable Object>> {
  /** A piece ends with the first value that reaches beyond this. */
  private static final int PIECE_BYTES = 32 << 10;

  @Override
  public List<@Nullable Object> create() {
    return new ArrayList<>(2);
  }

  @Override
  public List<@Nullable Object> add(List<@Nullable Object> part, @Nullable Object value) {
    part.add(value);
    return part;
  }

  @Override
  public boolean growsByValue() {
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // Coders of nullable values say so nowhere.
  public byte[] sample(List<@Nullable Object> part, @Nullable Object value) {
    return CellBytes.encode(coder, value);
  }

  @Override
  public Iterator<byte[]> encode(List<@Nullable Object> part) {
    return new Encoded(coder, part.iterator());
  }

  @Override
  public Object output(List<@Nullable Object> part) {
    return Collections.unmodifiableList(part);
  }

  @Override
  public Object output(StoredPieces pieces) {
    StoredValues values = new StoredValues(pieces, coder);
    if (pieces.isLarge()) {
      return values;
    }
    List<@Nullable Object> all = new ArrayList<>();
    values.forEach(all::add);
    return Collections.unmodifiableList(all);
  }

  /** Encodes values piece by piece. */
  private static final class Encoded implements Iterator<byte[]> {
    private final Coder<Object> coder;
    private final Iterator<@Nullable Object> values;

    Encoded(Coder<Object> coder, Iterator<@Nullable Object> values) {
      this.coder = coder;
      this.values = values;
    }

    @Override
    public boolean hasNext() {
      return values.hasNext();
    }

    @Override
    @SuppressWarnings("NullAway") // Coders of nullable values say so nowhere.
    public byte[] next() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[Integer.BYTES]);
      int count = 0;
      try {
        do {
          coder.encode(values.next(), out);
          count++;
        } while (values.hasNext() && out.size() < PIECE_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot encode a value with " + coder, e);
      }
      byte[] piece = out.toByteArray();
      ByteBuffer.wrap(piece).putInt(count);
      return piece;
    }
  }
}
