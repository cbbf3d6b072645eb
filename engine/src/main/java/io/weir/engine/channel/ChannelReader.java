package io.weir.engine.channel;

import io.weir.engine.element.StreamItem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The consuming end of a channel.
 *
 * <p>Thread: the consuming subtask's thread.
 */
public interface ChannelReader extends AutoCloseable {
  /**
   * The next item, or null when there is none now; then the listener given when the channel was
   * opened is called once there is one.
   *
   * @throws IOException the channel broke: the attempt cannot go on
   */
  @Nullable StreamItem poll() throws IOException;

  /** Lets go of the channel. */
  @Override
  void close();
}
