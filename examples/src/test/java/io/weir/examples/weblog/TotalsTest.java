package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotalsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0.00",
    "3, 1, 0.33",
    "3, 2, 0.67",
    "8, 1, 0.13", // 0.125: half goes up
    "200, 1, 0.01", // 0.005
    "201, 1, 0.00",
    "1, 9223372036854775807, 9223372036854775807.00",
  })
  void meanIsRoundedHalfUpToTwoDecimals(long hits, long bytes, String mean) {
    assertThat(new Totals(hits, bytes).meanBytes(), equalTo(mean));
  }

  @Test
  void sumStopsAtTheLargestNumberInAnyOrder() {
    Totals large = new Totals(1, Long.MAX_VALUE - 1);
    Totals small = new Totals(2, 5);
    assertThat(large.plus(small), equalTo(new Totals(3, Long.MAX_VALUE)));
    assertThat(small.plus(large), equalTo(new Totals(3, Long.MAX_VALUE)));
    assertThat(large.plusHit(1), equalTo(new Totals(2, Long.MAX_VALUE)));
  }
}
