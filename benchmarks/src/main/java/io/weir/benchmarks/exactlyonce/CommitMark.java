package io.weir.benchmarks.exactlyonce;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Gives every record that is sent a header with the moment at which the sending attempt began. It
 * tells which attempt committed a line, which may have been made by an earlier one.
 *
 * <p>Thread: any thread.
 */
public final class CommitMark extends StringSerializer {
  private static final String HEADER = "sent-by-attempt-of";

  /** Kafka makes serializers from the names of their classes, so they hear of nothing else. */
  private static volatile long attemptBegunMillis;

  /** For Kafka. */
  public CommitMark() {}

  /** Another attempt begins in this process; that before has ended. */
  static void attemptBegins(long millis) {
    attemptBegunMillis = millis;
  }

  @Override
  public byte[] serialize(String topic, Headers headers, String line) {
    byte[] mark = ByteBuffer.allocate(Long.BYTES).putLong(attemptBegunMillis).array();
    headers.add(HEADER, mark);
    return super.serialize(topic, headers, line);
  }

  /** When the attempt began that sent a record with these headers. */
  public static long of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      throw new IllegalArgumentException("the record has no header '" + HEADER + "'");
    }
    return ByteBuffer.wrap(header.value()).getLong();
  }
}
