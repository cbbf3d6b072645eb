package io.weir.engine.operator;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Keys and bytes of the elements of one edge. Used by one thread at a time. */
public interface EdgeCodec {
  /** The key of the element; called for KEYED edges only, once for each element, by the sender. */
  Key keyOf(Object element) throws IOException;

  /**
   * Encodes elements from the given index on, until the batch is done or about {@code softLimit}
   * bytes were written; at least one element. The bytes of a key are written once, not again within
   * the element.
   *
   * @return the index of the first element that was not encoded
   */
  int encode(ElementBatch batch, int from, OutputStream out, int softLimit) throws IOException;

  /** Decodes what one call of {@link #encode} wrote; reads up to the end of the stream. */
  ElementBatch decode(InputStream in) throws IOException;
}
