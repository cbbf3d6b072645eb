package io.weir.worker.group.sorted;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * Values of a group that may not fit into memory: every iteration reads them anew. Usable as long
 * as the operator that emitted it is not closed, so for whatever comes behind it in the attempt.
 *
 * <p>Thread: any thread.
 */
final class StoredValues implements Iterable<@Nullable Object> {
  private final StoredPieces pieces;
  private final Coder<Object> coder;

  StoredValues(StoredPieces pieces, Coder<Object> coder) {
    this.pieces = pieces;
    this.coder = coder;
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return new Decoded(coder, pieces.iterator());
  }

  /** Decodes piece by piece. Thread: one at a time. */
  private static final class Decoded implements Iterator<@Nullable Object> {
    private final Coder<Object> coder;
    private final Iterator<byte[]> pieces;
    private InputStream piece = InputStream.nullInputStream();
    private int left;

    Decoded(Coder<Object> coder, Iterator<byte[]> pieces) {
      this.coder = coder;
      this.pieces = pieces;
    }

    @Override
    public boolean hasNext() {
      return left > 0 || pieces.hasNext();
    }

    @Override
    public @Nullable Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (left == 0) {
        byte[] bytes = pieces.next();
        left = ByteBuffer.wrap(bytes).getInt();
        piece = new ByteArrayInputStream(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
      }
      left--;
      try {
        return coder.decode(piece);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot decode a value with " + coder, e);
      }
    }
  }
}
