package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogTimePolicyTest {
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
  private static final PartitionContext CONTEXT = new NothingWaits();

  private final LogTimePolicy policy = restoredAt(Optional.empty());

  private static LogTimePolicy restoredAt(Optional<Instant> watermark) {
    return LogTimePolicy.of(new TopicPartition("log", 0), watermark, Duration.standardMinutes(1));
  }

  private static String lineAt(String time) {
    return "1.2.3.4 - - [05/Jan/2026:" + time + " +0000] \"GET / HTTP/1.1\" 200 5";
  }

  @SuppressWarnings("NullAway") // a record of Kafka may have no value
  private static KafkaRecord<String, String> record(@Nullable String line, Instant stamped) {
    Headers none = new RecordHeaders();
    return new KafkaRecord<>(
        "log", 0, 1, stamped.getMillis(), KafkaTimestampType.CREATE_TIME, none, KV.of("", line));
  }

  @Test
  void staysBehindTheLatestLine() {
    policy.getTimestampForRecord(CONTEXT, record(lineAt("10:00:00"), Instant.EPOCH));
    Instant earlier =
        policy.getTimestampForRecord(CONTEXT, record(lineAt("09:59:30"), Instant.EPOCH));

    assertThat(earlier, is(TEN.minus(Duration.standardSeconds(30))));
    assertThat(policy.getWatermark(CONTEXT), is(TEN.minus(Duration.standardMinutes(1))));
  }

  @Test
  void givesALineThatDoesNotParseTheLatestTime() {
    policy.getTimestampForRecord(CONTEXT, record(lineAt("10:00:00"), Instant.EPOCH));

    assertThat(policy.getTimestampForRecord(CONTEXT, record("", Instant.EPOCH)), is(TEN));
  }

  @Test
  void takesTheStampOfARecordWithoutALine() {
    policy.getTimestampForRecord(CONTEXT, record(null, TEN));

    assertThat(policy.getWatermark(CONTEXT), is(TEN.minus(Duration.standardMinutes(1))));
  }

  @Test
  void goesOnAtTheRestoredWatermark() {
    assertThat(restoredAt(Optional.of(TEN)).getWatermark(CONTEXT), is(TEN));
  }

  /** The policy looks at records only. */
  private static final class NothingWaits extends PartitionContext {
    @Override
    public long getMessageBacklog() {
      return 0;
    }

    @Override
    public Instant getBacklogCheckTime() {
      return TEN;
    }
  }
}
