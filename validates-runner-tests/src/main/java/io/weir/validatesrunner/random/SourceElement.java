package io.weir.validatesrunner.random;

import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * An element of a source. Its value is {@code e} and its id, by which it can be followed through
 * everything that it becomes part of.
 *
 * @param id unique in the pipeline
 * @param key number of its key
 * @param timestampMs event time
 */
record SourceElement(int id, int key, long timestampMs) {

  TimestampedValue<KV<String, String>> value() {
    return TimestampedValue.of(KV.of("k" + key, "e" + id), Instant.ofEpochMilli(timestampMs));
  }

  String java() {
    return "TimestampedValue.of(KV.of(\"k%d\", \"e%d\"), Instant.ofEpochMilli(%d))"
        .formatted(key, id, timestampMs);
  }
}
