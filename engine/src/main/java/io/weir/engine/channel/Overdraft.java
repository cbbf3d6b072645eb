package io.weir.engine.channel;

/**
 * What happens to a producer that writes on although a channel is far from writable, because user
 * code cannot be interrupted between two outputs.
 *
 * <p>Thread: the producing subtask's thread.
 */
@FunctionalInterface
public interface Overdraft {
  /** No bound: the channel takes everything. */
  Overdraft UNBOUNDED = channel -> {};

  /**
   * Called when too many items wait in the channel; returns when it is writable again, or at once
   * if there is no bound. What it throws goes to the caller of the output.
   */
  void await(ChannelWriter channel) throws Exception;
}
