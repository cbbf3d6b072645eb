package io.weir.worker.stateful;

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Wants its elements in the order of time, and emits them with key, window and timestamp. */
final class SortedFn extends DoFn<KV<String, String>, String> {
  private static final long serialVersionUID = 1;

  @StateId("seen")
  private final StateSpec<BagState<String>> seenSpec = StateSpecs.bag(StringUtf8Coder.of());

  @RequiresTimeSortedInput
  @ProcessElement
  public void process(
      @Element KV<String, String> element,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      @StateId("seen") BagState<String> seen,
      OutputReceiver<String> output) {
    seen.add(element.getValue());
    output.output(line(element, timestamp.getMillis(), window));
  }

  static String line(KV<String, String> element, long timestamp, BoundedWindow window) {
    return "%s until %d: %d %s"
        .formatted(
            element.getKey(), window.maxTimestamp().getMillis(), timestamp, element.getValue());
  }
}
