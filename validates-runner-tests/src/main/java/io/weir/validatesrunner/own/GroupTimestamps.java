package io.weir.validatesrunner.own;

import java.io.Serializable;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

/** What timestamp a group has whose elements have those of 0 and 10, in windows of 100. */
public final class GroupTimestamps implements Serializable {
  private static final long serialVersionUID = 1;

  /** The pipeline of a test. */
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void isThatOfTheFirstElementWithEarliest() {
    PAssert.that(timestamps(windows().withTimestampCombiner(TimestampCombiner.EARLIEST)))
        .containsInAnyOrder(0L);
    pipeline.run();
  }

  @Test
  public void isThatOfTheLastElementWithLatest() {
    PAssert.that(timestamps(windows().withTimestampCombiner(TimestampCombiner.LATEST)))
        .containsInAnyOrder(10L);
    pipeline.run();
  }

  @Test
  public void isTheLastOfTheWindowWithEndOfWindow() {
    PAssert.that(timestamps(windows().withTimestampCombiner(TimestampCombiner.END_OF_WINDOW)))
        .containsInAnyOrder(99L);
    pipeline.run();
  }

  @Test
  public void isTheLastOfTheWindowUnlessSaidOtherwise() {
    PAssert.that(timestamps(windows())).containsInAnyOrder(99L);
    pipeline.run();
  }

  private static Window<KV<String, String>> windows() {
    return Window.into(FixedWindows.of(Duration.millis(100)));
  }

  private PCollection<Long> timestamps(Window<KV<String, String>> windows) {
    return pipeline
        .apply(
            Create.timestamped(
                TimestampedValue.of(KV.of("k", "first"), Instant.ofEpochMilli(0)),
                TimestampedValue.of(KV.of("k", "last"), Instant.ofEpochMilli(10))))
        .apply(windows)
        .apply(GroupByKey.create())
        .apply(ParDo.of(new TimestampFn()));
  }

  private static final class TimestampFn extends DoFn<KV<String, Iterable<String>>, Long> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Timestamp Instant timestamp, OutputReceiver<Long> out) {
      out.output(timestamp.getMillis());
    }
  }
}
