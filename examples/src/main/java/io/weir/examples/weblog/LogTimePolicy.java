package io.weir.examples.weblog;

import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.common.TopicPartition;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of a partition is that of its lines: the watermark stays a fixed delay behind the latest
 * line, so lines may be out of order by so much. A line that does not parse has the latest time
 * that was seen. A record without a value is no line: its Kafka timestamp says how late it is, for
 * logs that have ended.
 *
 * <p>Time stands still while no lines come. A policy that followed the clock then would make
 * everything late when an old log is replayed.
 */
final class LogTimePolicy extends TimestampPolicy<String, String> {
  private final Duration delay;
  private Instant latest;

  private LogTimePolicy(Duration delay, Instant watermark) {
    this.delay = delay;
    this.latest = plus(watermark, delay);
  }

  /** The policy of a partition, which goes on at a restored watermark. */
  static LogTimePolicy of(
      TopicPartition partition, Optional<Instant> restoredWatermark, Duration delay) {
    return new LogTimePolicy(delay, restoredWatermark.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE));
  }

  private static Instant plus(Instant time, Duration delay) {
    return time.isBefore(BoundedWindow.TIMESTAMP_MAX_VALUE.minus(delay)) ? time.plus(delay) : time;
  }

  @Override
  public Instant getTimestampForRecord(
      PartitionContext context, KafkaRecord<String, String> record) {
    Instant time = timeOf(record);
    if (time.isAfter(latest)) {
      latest = time;
    }
    return time;
  }

  private Instant timeOf(KafkaRecord<String, String> record) {
    @Nullable String line = record.getKV().getValue();
    if (line == null) {
      return Instant.ofEpochMilli(record.getTimestamp());
    }
    return LogLineParser.parse(line) instanceof Hit hit
        ? Instant.ofEpochSecond(hit.epochSecond())
        : latest;
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    Instant watermark = latest.minus(delay);
    return watermark.isBefore(BoundedWindow.TIMESTAMP_MIN_VALUE)
        ? BoundedWindow.TIMESTAMP_MIN_VALUE
        : watermark;
  }
}
