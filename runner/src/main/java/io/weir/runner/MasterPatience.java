package io.weir.runner;

import io.weir.engine.time.Clock;
import io.weir.transport.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what failed because the master cannot be reached, as while it is restarted. What the
 * master refuses is not repeated.
 *
 * <p>Thread: any thread; {@link #call} by one at a time.
 */
final class MasterPatience {
  private static final Logger LOG = LoggerFactory.getLogger(MasterPatience.class);
  private static final long RETRY_MILLIS = 200;

  private final Clock clock;
  private final Duration limit;
  private volatile boolean reached = true;
  private long firstFailureNanos;

  /**
   * Patience.
   *
   * @param limit how long the master may be out of reach before that is final
   */
  MasterPatience(Clock clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /** A call to the master. */
  @FunctionalInterface
  interface Call<T> {
    /** Makes it. */
    T make() throws IOException, InterruptedException;
  }

  /**
   * Makes the call until it succeeds, is refused, or the patience has ended.
   *
   * @throws IOException the last failure
   */
  <T> T call(Call<T> call) throws IOException, InterruptedException {
    while (true) {
      try {
        T answer = call.make();
        reached();
        return answer;
      } catch (RefusedException refused) {
        throw refused;
      } catch (IOException e) {
        onFailure(e);
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
  }

  private void onFailure(IOException failure) throws IOException {
    long now = clock.nanoTime();
    if (reached) {
      reached = false;
      firstFailureNanos = now;
      LOG.warn("{}; trying again for {} s", failure.getMessage(), limit.toSeconds());
    } else if (now - firstFailureNanos >= limit.toNanos()) {
      throw new IOException(
          "%s (tried for %d s)".formatted(failure.getMessage(), limit.toSeconds()), failure);
    }
  }

  /** The master has answered. */
  void reached() {
    reached = true;
  }

  /** Whether the master could be reached when that was last known. */
  boolean isReached() {
    return reached;
  }
}
