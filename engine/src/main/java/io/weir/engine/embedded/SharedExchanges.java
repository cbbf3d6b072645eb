package io.weir.engine.embedded;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.channel.ChannelWriter;
import io.weir.engine.channel.Exchange;
import io.weir.engine.channel.ExchangeProvider;
import io.weir.engine.channel.LocalExchange;
import io.weir.engine.control.AttemptId;
import io.weir.engine.control.ChannelId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.operator.EdgeCodec;
import java.util.HashMap;
import java.util.Map;

/**
 * One exchange for each attempt, which all workers of the JVM share; it is closed with the last of
 * them.
 *
 * <p>Thread: any thread. Its lock guards the map only.
 */
final class SharedExchanges implements ExchangeProvider {
  private final Map<AttemptId, Shared> byAttempt = new HashMap<>();

  @Override
  public synchronized Exchange open(AttemptId attempt) {
    Shared shared = byAttempt.computeIfAbsent(attempt, a -> new Shared());
    shared.users++;
    return new Lease(attempt, shared);
  }

  private synchronized void release(AttemptId attempt, Shared shared) {
    shared.users--;
    if (shared.users == 0) {
      byAttempt.remove(attempt, shared);
      shared.exchange.close();
    }
  }

  private static final class Shared {
    private final LocalExchange exchange = new LocalExchange();
    private int users;
  }

  /** One worker's use of the exchange. */
  private final class Lease implements Exchange {
    private final AttemptId attempt;
    private final Shared shared;
    private boolean closed;

    Lease(AttemptId attempt, Shared shared) {
      this.attempt = attempt;
      this.shared = shared;
    }

    @Override
    public ChannelWriter openWriter(
        ChannelId channel, WorkerId consumer, EdgeCodec codec, Runnable onWritable) {
      return shared.exchange.openWriter(channel, consumer, codec, onWritable);
    }

    @Override
    public ChannelReader openReader(
        ChannelId channel, WorkerId producer, EdgeCodec codec, Runnable onAvailable) {
      return shared.exchange.openReader(channel, producer, codec, onAvailable);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        release(attempt, shared);
      }
    }
  }
}
