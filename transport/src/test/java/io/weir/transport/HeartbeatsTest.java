package io.weir.transport;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  @Test
  void beatsEverySecondHoweverLongTheOtherSideWaits() {
    assertThat(
        Heartbeats.withTimeoutMillis(30_000),
        is(new Heartbeats(Duration.ofSeconds(1), Duration.ofSeconds(30))));
    assertThat(Heartbeats.withTimeoutMillis(3000), is(Heartbeats.DEFAULT));
  }

  @Test
  void refusesToWaitForLessThanTwoBeatsOrForEver() {
    assertThrows(IllegalArgumentException.class, () -> Heartbeats.withTimeoutMillis(1999));
    assertThrows(IllegalArgumentException.class, () -> Heartbeats.withTimeoutMillis(3_600_001));
  }
}
