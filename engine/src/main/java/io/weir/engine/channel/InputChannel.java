package io.weir.engine.channel;

import io.weir.engine.element.StreamItem;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel of an input gate.
 *
 * <p>Thread: the consuming subtask's thread; {@link #becameAvailable} from any thread.
 */
final class InputChannel {
  // True unless the last poll found nothing; so that a gate need not poll its empty channels.
  private volatile boolean available = true;
  private final ChannelReader reader;
  private boolean blocked;

  InputChannel(ReaderOpening opening, Runnable wake) throws IOException {
    this.reader = opening.open(() -> becameAvailable(wake));
  }

  private void becameAvailable(Runnable wake) {
    available = true;
    wake.run();
  }

  @Nullable StreamItem poll() throws IOException {
    if (blocked || !available) {
      return null;
    }
    // Before the poll: a call-back that comes with or after it must not be overwritten.
    available = false;
    StreamItem item = reader.poll();
    if (item != null) {
      available = true;
    }
    return item;
  }

  boolean holdsBarrier(long checkpointId) throws IOException {
    return reader.holdsBarrier(checkpointId);
  }

  List<StreamItem> overtake(long checkpointId) {
    return reader.overtake(checkpointId);
  }

  boolean isBlocked() {
    return blocked;
  }

  void block() {
    blocked = true;
  }

  void unblock() {
    blocked = false;
  }

  void close() {
    reader.close();
  }
}
