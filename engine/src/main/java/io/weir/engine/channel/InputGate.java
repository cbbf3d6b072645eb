package io.weir.engine.channel;

import io.weir.engine.element.StreamItem;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All channels of one consuming subtask, polled in turn.
 *
 * <p>Thread: the consuming subtask's thread.
 */
public final class InputGate implements AutoCloseable {
  private final InputChannel[] channels;
  private int last;

  /**
   * Opens all channels.
   *
   * @param openings the channels, by the index that {@link #channel} answers
   * @param wake called from any thread when there is something to poll again
   */
  public InputGate(List<ReaderOpening> openings, Runnable wake) throws IOException {
    channels = new InputChannel[openings.size()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = new InputChannel(openings.get(i), wake);
    }
    last = channels.length - 1;
  }

  /** The number of channels. */
  public int size() {
    return channels.length;
  }

  /**
   * The next item of the next channel that is not blocked and has one; null when there is none now.
   *
   * @throws IOException a channel broke
   */
  public @Nullable StreamItem poll() throws IOException {
    for (int i = 0; i < channels.length; i++) {
      last = last + 1 < channels.length ? last + 1 : 0;
      StreamItem item = channels[last].poll();
      if (item != null) {
        return item;
      }
    }
    return null;
  }

  /**
   * The next item of the channel, unless it is blocked; null when there is none now.
   *
   * @throws IOException the channel broke
   */
  public @Nullable StreamItem poll(int channel) throws IOException {
    StreamItem item = channels[channel].poll();
    if (item != null) {
      last = channel;
    }
    return item;
  }

  /** Index of the channel from which the last item came. */
  public int channel() {
    return last;
  }

  /**
   * Whether the barrier of the checkpoint waits in the channel, however much is in front of it;
   * after false the gate's owner is woken once something new has come.
   *
   * @throws IOException what is in front of it cannot be read
   */
  public boolean holdsBarrier(int channel, long checkpointId) throws IOException {
    return channels[channel].holdsBarrier(checkpointId);
  }

  /**
   * Takes the barrier of the checkpoint out of the channel, which holds it.
   *
   * @return the batches and signals that it overtook, which stay in the channel, in order
   */
  public List<StreamItem> overtake(int channel, long checkpointId) {
    return channels[channel].overtake(checkpointId);
  }

  /** Whether nothing is taken from the channel for now. */
  public boolean isBlocked(int channel) {
    return channels[channel].isBlocked();
  }

  /** Takes nothing more from the channel for now. */
  public void block(int channel) {
    channels[channel].block();
  }

  /** Takes items from all channels again. */
  public void unblockAll() {
    for (InputChannel channel : channels) {
      channel.unblock();
    }
  }

  @Override
  public void close() {
    for (InputChannel channel : channels) {
      channel.close();
    }
  }
}
