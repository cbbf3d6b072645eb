package io.weir.validatesrunner.random;

import io.weir.validatesrunner.random.StreamEvent.Arrival;
import io.weir.validatesrunner.random.StreamEvent.WatermarkAdvance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Where a pipeline's elements come from. */
sealed interface Source {

  KvCoder<String, String> CODER = KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

  PTransform<PBegin, PCollection<KV<String, String>>> transform();

  String java();

  /** Whether order and watermarks are given, as by a TestStream, and elements may be late. */
  boolean isStream();

  /** Whether the watermark has passed no element when it comes. */
  boolean isNeverLate();

  /** Sources with a part of what this has. */
  List<? extends Source> shorter();

  /**
   * Elements, watermarks and clock in a given order, by TestStream. What waits for processing time
   * is over before the end of time, about which runners differ: at the end there is more processing
   * time, and all windows end before all time does.
   */
  record Streamed(List<StreamEvent> events) implements Source {
    private static final StreamEvent MINUTE = new StreamEvent.ClockAdvance(60_000);
    private static final List<StreamEvent> ENDING =
        List.of(
            MINUTE,
            MINUTE,
            MINUTE,
            MINUTE,
            new WatermarkAdvance(1_000_000),
            MINUTE,
            MINUTE,
            MINUTE);

    public Streamed {
      events = List.copyOf(events);
    }

    @Override
    public PTransform<PBegin, PCollection<KV<String, String>>> transform() {
      TestStream.Builder<KV<String, String>> stream = TestStream.create(CODER);
      for (StreamEvent event : all()) {
        stream = event.addTo(stream);
      }
      return stream.advanceWatermarkToInfinity();
    }

    @Override
    public String java() {
      return all().stream()
          .map(event -> "\n            " + event.java())
          .collect(
              Collectors.joining(
                  "", "TestStream.create(coder)", "\n            .advanceWatermarkToInfinity()"));
    }

    private List<StreamEvent> all() {
      return Stream.concat(events.stream(), ENDING.stream()).toList();
    }

    @Override
    public boolean isStream() {
      return true;
    }

    @Override
    public List<Streamed> shorter() {
      return Shrinker.parts(events).stream().map(Streamed::new).toList();
    }

    @Override
    public boolean isNeverLate() {
      long watermarkMs = Long.MIN_VALUE;
      for (StreamEvent event : events) {
        if (event instanceof WatermarkAdvance advance) {
          watermarkMs = advance.toMs();
        } else if (event instanceof Arrival arrival
            && arrival.element().timestampMs() < watermarkMs) {
          return false;
        }
      }
      return true;
    }

    /** Whether the watermark never goes back, which TestStream demands. */
    boolean isInOrder() {
      long watermarkMs = Long.MIN_VALUE;
      for (StreamEvent event : events) {
        if (event instanceof WatermarkAdvance advance) {
          if (advance.toMs() <= watermarkMs) {
            return false;
          }
          watermarkMs = advance.toMs();
        }
      }
      return true;
    }
  }

  /** Elements in no order, none of them late, by Create. */
  record Bounded(List<SourceElement> elements) implements Source {
    public Bounded {
      elements = List.copyOf(elements);
    }

    @Override
    public PTransform<PBegin, PCollection<KV<String, String>>> transform() {
      return Create.timestamped(elements.stream().map(SourceElement::value).toList())
          .withCoder(CODER);
    }

    @Override
    public String java() {
      return elements.stream()
          .map(element -> "\n            " + element.java())
          .collect(
              Collectors.joining(
                  ",",
                  "Create.timestamped(List.<TimestampedValue<KV<String, String>>>of(",
                  ")).withCoder(coder)"));
    }

    @Override
    public boolean isStream() {
      return false;
    }

    @Override
    public boolean isNeverLate() {
      return true;
    }

    @Override
    public List<Bounded> shorter() {
      return Shrinker.parts(elements).stream().map(Bounded::new).toList();
    }
  }
}
