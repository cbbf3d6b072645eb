package io.weir.transport.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.time.Clock;
import io.weir.transport.Heartbeats;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerWatchTest {
  private final HandClock clock = new HandClock();
  private PeerWatch watch = new PeerWatch(clock, Heartbeats.DEFAULT);

  /** Moved by hand. */
  private static final class HandClock implements Clock {
    private long millis;

    @Override
    public long currentMillis() {
      return millis;
    }

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }
  }

  /** Lets time pass with a look every half second; answers how many until the peer is lost. */
  private int looksUntilSilent() {
    for (int looks = 1; looks < 100; looks++) {
      clock.millis += 500;
      if (watch.isSilent()) {
        return looks;
      }
    }
    throw new AssertionError("never silent");
  }

  @Test
  void losesAPeerAfterThreeSecondsOfSilence() {
    assertThat(looksUntilSilent(), is(6));
  }

  @Test
  void waitsAsLongAsItIsTold() {
    watch = new PeerWatch(clock, Heartbeats.withTimeoutMillis(30_000));

    assertThat(looksUntilSilent(), is(60));
  }

  @Test
  void startsAnewWithEveryMessage() {
    clock.millis += 500;
    watch.isSilent();
    clock.millis += 500;
    watch.heard();

    assertThat(looksUntilSilent(), is(6));
  }

  @Test
  void doesNotBlameThePeerForItsOwnPause() {
    clock.millis += 60_000;

    assertThat(watch.isSilent(), is(false));
    assertThat(looksUntilSilent(), is(6));
  }
}
