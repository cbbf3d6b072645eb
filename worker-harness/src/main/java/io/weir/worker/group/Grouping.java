package io.weir.worker.group;

import io.weir.worker.state.TableWriter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of a group: they are collected, or combined.
 *
 * <p>Thread: subtask thread.
 *
 * @param <A> what a group holds in memory
 */
interface Grouping<A> {
  /** A group without values. */
  A create();

  /** Takes in a value; answers what the group holds then, which may be the same object. */
  A add(A content, @Nullable Object value);

  /** Whether a group takes more memory with every value. */
  boolean growsByValue();

  /**
   * Encodes what the memory of a group is estimated by: the value, if the group grows by it, or the
   * content.
   */
  byte[] sample(A content, @Nullable Object value);

  /**
   * The result of a group all of which is in memory. The content is not used afterwards, and may be
   * used up by this.
   */
  @Nullable Object output(A content);

  /**
   * Writes what the last call has not written under the prefix: at least the entry of the prefix
   * itself.
   *
   * @param head bytes that begin the entry of the prefix
   * @return what the group holds afterwards, in place of the content, which may be used up
   */
  A write(A content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer);

  /**
   * What a group that was written and left memory goes on with. Values that are stored may stay
   * where they are.
   *
   * @param entry the entry of the prefix
   * @param offset where the head ends in it
   */
  A resume(byte[] entry, int offset);

  /** The result of a group of which nothing is in memory. */
  @Nullable Object output(StoredGroup group);
}
