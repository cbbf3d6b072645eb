package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser against regular expressions that say the same, on input of every kind. */
final class LogLineParserPropertyTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomBytesNeverThrowAndAgreeWithTheReference(long seed) {
    HostileText.linesOf(HostileText.bytes(seed, 100_000)).forEach(this::assertAgrees);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void woundedLinesAgreeWithTheReference(long seed) {
    LogGenerator generator = new LogGenerator(seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      assertAgrees(HostileText.wounded(generator.line(i), random));
    }
  }

  @Test
  void generatedLinesHaveEveryReasonToBeRejected() {
    LogGenerator generator = new LogGenerator(1);
    Map<RejectReason, Integer> seen = new EnumMap<>(RejectReason.class);
    for (int i = 0; i < 20_000; i++) {
      String line = generator.line(i);
      assertAgrees(line);
      if (LogLineParser.parse(line) instanceof ParsedLine.Rejected no) {
        seen.merge(no.reason(), 1, Integer::sum);
      }
    }
    for (RejectReason reason : RejectReason.values()) {
      assertThat(reason.label(), seen.getOrDefault(reason, 0), greaterThan(5));
    }
  }

  @Test
  void veryLongLinesAreReadInLinearTime() {
    int length = 2_000_000;
    for (String unit :
        List.of(" [", "\\\"", "a ", "\"", "[17/May/2015:10:05:03 +000", " HTTP/1.1")) {
      String filling = unit.repeat(length / unit.length());
      assertAgreesOnReason("1.2.3.4 - - " + filling);
      assertAgreesOnReason("1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"" + filling);
      assertAgreesOnReason(
          "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" " + filling);
    }
  }

  private void assertAgrees(String line) {
    ParsedLine parsed = LogLineParser.parse(line);
    ReferenceLine expected = ReferenceLine.of(line);
    if (parsed instanceof Hit hit) {
      ReferenceLine actual =
          new ReferenceLine(
              null,
              hit.epochSecond(),
              hit.client(),
              hit.method(),
              hit.path(),
              hit.status(),
              hit.bytes());
      assertThat(line, actual, equalTo(expected));
    } else if (parsed instanceof ParsedLine.Rejected no) {
      assertThat(line, no.reason().label(), equalTo(expected.reason()));
    }
  }

  /** Regular expressions may not survive lines this long; not to throw or hang is enough. */
  private static void assertAgreesOnReason(String line) {
    assertThat(LogLineParser.parse(line) instanceof ParsedLine.Rejected, equalTo(true));
  }
}
