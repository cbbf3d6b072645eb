package io.weir.engine.channel;

import java.io.IOException;

/** Opens the consuming end of one channel. */
@FunctionalInterface
public interface ReaderOpening {
  /** Opens it with the listener that is called when there is something to poll again. */
  ChannelReader open(Runnable onAvailable) throws IOException;
}
