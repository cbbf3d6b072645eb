package io.weir.testkit.sim;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.element.Signal;
import io.weir.engine.element.StreamItem;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out what follows a barrier before it, if it is there already. */
final class OvertakingReader implements ChannelReader {
  private final ChannelReader next;
  private @Nullable StreamItem barrier;

  OvertakingReader(ChannelReader next) {
    this.next = next;
  }

  @Override
  public @Nullable StreamItem poll() throws IOException {
    StreamItem held = barrier;
    barrier = null;
    if (held != null) {
      return held;
    }
    StreamItem item = next.poll();
    if (!(item instanceof Signal.Barrier)) {
      return item;
    }
    StreamItem following = next.poll();
    if (following == null) {
      return item;
    }
    barrier = item;
    return following;
  }

  @Override
  public boolean holdsBarrier(long checkpointId) throws IOException {
    return next.holdsBarrier(checkpointId);
  }

  @Override
  public List<StreamItem> overtake(long checkpointId) {
    return next.overtake(checkpointId);
  }

  @Override
  public void close() {
    next.close();
  }
}
