package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogGeneratorTest {

  @Test
  void lineDependsOnSeedAndIndexOnly() {
    LogGenerator generator = new LogGenerator(5);
    String line = generator.line(123_456_789);
    generator.line(1);
    assertThat(generator.line(123_456_789), equalTo(line));
    assertThat(new LogGenerator(5).line(123_456_789), equalTo(line));
    assertThat(new LogGenerator(6).line(123_456_789), not(equalTo(line)));
  }

  @Test
  void linesAreOutOfOrderButOnlyALittle() {
    LogGenerator generator = new LogGenerator(1);
    long latest = Long.MIN_VALUE;
    long backwards = 0;
    for (int i = 0; i < 5000; i++) {
      if (LogLineParser.parse(generator.line(i)) instanceof Hit hit) {
        if (hit.epochSecond() < latest) {
          backwards++;
          assertThat(latest - hit.epochSecond(), lessThanOrEqualTo(40L));
        }
        latest = Math.max(latest, hit.epochSecond());
      }
    }
    assertThat(backwards, greaterThan(1000L));
  }

  @Test
  void hasManySessionsOfSeveralHitsAndFewErrors() {
    LogGenerator generator = new LogGenerator(1);
    List<String> lines = LongStream.range(0, 20_000).mapToObj(generator::line).toList();
    ResultFiles files = ReferenceTables.of(lines);
    assertThat(files.rows("sessions.csv").size(), allOf(greaterThan(500), lessThan(5000)));
    assertThat(files.rows("errors.csv").size(), allOf(greaterThan(400), lessThan(2000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, 101, 99_999, 100_001, 1_000_000_007L, Long.MAX_VALUE})
  void rangesCoverTheLogOnceAndAreNotTooMany(long lines) {
    List<OffsetRange> ranges = new ArrayList<>(GeneratedLog.ranges(lines));
    long next = 0;
    for (OffsetRange range : ranges) {
      assertThat(range.getFrom(), equalTo(next));
      next = range.getTo();
    }
    assertThat(next, equalTo(lines));
    assertThat(ranges.size(), lessThanOrEqualTo(1000));
  }
}
