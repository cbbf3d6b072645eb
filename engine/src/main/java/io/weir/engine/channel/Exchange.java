package io.weir.engine.channel;

import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.EdgeCodec;
import java.io.IOException;

/**
 * The channels of one attempt in one process, by which its subtasks reach each other and those of
 * other workers. Each end of a channel is opened once; the order of the two does not matter.
 *
 * <p>Thread: any thread. Listeners are called from any thread and must not block.
 */
public interface Exchange extends AutoCloseable {
  /**
   * Opens the producing end.
   *
   * @param consumer the worker of the consuming subtask
   * @param codec used for channels that leave the process only
   * @param onWritable called when the channel is writable again
   */
  ChannelWriter openWriter(
      ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable)
      throws IOException;

  /**
   * Opens the consuming end.
   *
   * @param producer the worker of the producing subtask
   * @param codec used for channels that come from another process only
   * @param onAvailable called when there is something to poll again, also a failure
   */
  ChannelReader openReader(
      ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable)
      throws IOException;

  /** Closes all channels. */
  @Override
  void close();
}
