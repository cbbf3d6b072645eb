package io.weir.worker.group.sorted;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of a group: they are collected, or combined. A group is made of parts:
 * one in each run that has values of it, and one in memory.
 *
 * <p>Thread: subtask thread.
 *
 * @param <P> a part in memory
 */
public interface Parts<P> {
  /** A part without values. */
  P create();

  /** Takes in a value; answers the part as it is then, which may be the same object. */
  P add(P part, @Nullable Object value);

  /** Whether a part takes more memory with every value. */
  boolean growsByValue();

  /**
   * Encodes what the memory of a part is estimated by: the value, if the part grows by it, or the
   * part.
   */
  byte[] sample(P part, @Nullable Object value);

  /** The same part in a form for {@link #encode}; it takes its place. */
  default P compact(P part) {
    return part;
  }

  /** The part in pieces for a run, at least one. */
  Iterator<byte[]> encode(P part);

  /** The result of a group that is one part, which may be used up by this. */
  @Nullable Object output(P part);

  /** The result of a group from the pieces of all of its parts, in the order of the runs. */
  @Nullable Object output(StoredPieces pieces);
}
