package io.weir.engine.channel;

import io.weir.engine.element.StreamItem;

/**
 * The producing end of a channel. Bounded, but it never refuses: the producer asks {@link
 * #isWritable} between elements and stops when it is false.
 *
 * <p>Thread: the producing subtask's thread.
 */
public interface ChannelWriter extends AutoCloseable {
  /** Appends the item. A batch must not be changed afterwards. */
  void write(StreamItem item);

  /**
   * Whether the channel has room. After false, the listener given when the channel was opened is
   * called once there is room again.
   */
  boolean isWritable();

  /** The number of items that wait for the consumer: which of several channels has least to do. */
  int backlog();

  /** Drops what was not consumed. */
  @Override
  void close();
}
