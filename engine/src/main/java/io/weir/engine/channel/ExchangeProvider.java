package io.weir.engine.channel;

import io.weir.engine.control.AttemptId;
import java.io.IOException;

/** Opens a worker's channels for an attempt. Thread: any thread; may block. */
@FunctionalInterface
public interface ExchangeProvider {
  /** The exchange of the attempt; the caller closes it. */
  Exchange open(AttemptId attempt) throws IOException;
}
