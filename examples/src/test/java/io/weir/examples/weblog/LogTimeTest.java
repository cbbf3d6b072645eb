package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogTimeTest {

  @ParameterizedTest
  @CsvSource({
    "17/May/2015:10:05:03 +0000, 2015-05-17T10:05:03Z",
    "17/May/2015:10:05:03 -0000, 2015-05-17T10:05:03Z",
    "17/May/2015:10:05:03 -0330, 2015-05-17T13:35:03Z",
    "17/May/2015:10:05:03 +0545, 2015-05-17T04:20:03Z",
    "01/Jan/2016:00:00:00 +1400, 2015-12-31T10:00:00Z",
    "17/May/2015:10:05:03 -1800, 2015-05-18T04:05:03Z",
    "29/Feb/2016:23:59:59 +0000, 2016-02-29T23:59:59Z",
    "31/Dec/1969:23:59:59 +0000, 1969-12-31T23:59:59Z",
    "01/Jan/0001:00:00:00 +1800, 0000-12-31T06:00:00Z",
    "31/Dec/9998:23:59:59 -1800, 9999-01-01T17:59:59Z",
  })
  void readsTimesOfEveryZone(String field, Instant instant) {
    assertThat(LogTime.read(field, 0), equalTo(OptionalLong.of(instant.getEpochSecond())));
  }

  @Test
  void readsAtAnyPlaceOfTheLine() {
    assertThat(LogTime.read("xx01/Jan/1970:00:00:07 +0000", 2), equalTo(OptionalLong.of(7)));
  }

  @Test
  void findsNothingWhereTheLineIsTooShort() {
    assertThat(LogTime.read("17/May/2015:10:05:03 +000", 0), equalTo(OptionalLong.empty()));
    assertThat(LogTime.read("", 5), equalTo(OptionalLong.empty()));
  }
}
