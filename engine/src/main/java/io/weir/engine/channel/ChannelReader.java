package io.weir.engine.channel;

import io.weir.engine.element.StreamItem;
import java.io.IOException;
import java.util.List;
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

  /**
   * Whether the barrier of the checkpoint waits in the channel, however much is in front of it.
   * After false the listener is called once something new has come.
   *
   * @throws IOException what is in front of it cannot be read
   */
  boolean holdsBarrier(long checkpointId) throws IOException;

  /**
   * Takes the barrier of the checkpoint, which the channel {@linkplain #holdsBarrier holds}, out of
   * it. Everything else stays.
   *
   * @return what it overtook: the batches and signals in front of it, in order
   */
  List<StreamItem> overtake(long checkpointId);

  /** Lets go of the channel. */
  @Override
  void close();
}
