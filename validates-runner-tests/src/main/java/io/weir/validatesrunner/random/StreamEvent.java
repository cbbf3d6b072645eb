package io.weir.validatesrunner.random;

import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * What happens next in a streamed source. Everything that follows from one event ends before the
 * next.
 */
sealed interface StreamEvent {

  TestStream.Builder<KV<String, String>> addTo(TestStream.Builder<KV<String, String>> stream);

  String java();

  /** One element comes; two in one event might, or might not, meet a trigger together. */
  record Arrival(SourceElement element) implements StreamEvent {
    @Override
    public TestStream.Builder<KV<String, String>> addTo(
        TestStream.Builder<KV<String, String>> stream) {
      return stream.addElements(element.value());
    }

    @Override
    public String java() {
      return ".addElements(" + element.java() + ")";
    }
  }

  /** The watermark reaches a time. */
  record WatermarkAdvance(long toMs) implements StreamEvent {
    @Override
    public TestStream.Builder<KV<String, String>> addTo(
        TestStream.Builder<KV<String, String>> stream) {
      return stream.advanceWatermarkTo(Instant.ofEpochMilli(toMs));
    }

    @Override
    public String java() {
      return ".advanceWatermarkTo(Instant.ofEpochMilli(" + toMs + "))";
    }
  }

  /** Processing time moves on. */
  record ClockAdvance(long byMs) implements StreamEvent {
    @Override
    public TestStream.Builder<KV<String, String>> addTo(
        TestStream.Builder<KV<String, String>> stream) {
      return stream.advanceProcessingTime(Duration.millis(byMs));
    }

    @Override
    public String java() {
      return ".advanceProcessingTime(Duration.millis(" + byMs + "))";
    }
  }
}
