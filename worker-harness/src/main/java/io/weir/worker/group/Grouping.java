package io.weir.worker.group;

import io.weir.worker.state.TableWriter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of a group: they are collected, or combined.
 *
 * <p>Thread: subtask thread.
 *
 * @param <A> what a group holds
 */
interface Grouping<A> {
  /** A group without values. */
  A create();

  /** Takes in a value; answers what the group holds then, which may be the same object. */
  A add(A content, @Nullable Object value);

  /** The group's result. The content is not used afterwards, and may be used up by this. */
  @Nullable Object output(A content);

  /**
   * Writes the content under the prefix: at least the entry of the prefix itself.
   *
   * @param head bytes that begin the entry of the prefix
   * @return what the group holds afterwards, in place of the content, which may be used up
   */
  A write(A content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer);

  /**
   * Reads a content entry by entry, in order.
   *
   * @param content what the entries before made, null at first
   * @param subKey the entry's sub-key, empty for the entry of the prefix
   * @param value the entry's value, without the head
   */
  A read(@Nullable A content, byte[] subKey, byte[] value);
}
