package io.weir.runner;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State in sessions, which is kept by key and session once these have merged. */
@Timeout(120)
final class MergedWindowsTest {
  private static TimestampedValue<KV<String, String>> at(long timestamp, String value) {
    return TimestampedValue.of(KV.of("k", value), Instant.ofEpochMilli(timestamp));
  }

  @Test
  void haveStateOfTheirOwnBehindAGrouping() {
    Pipeline pipeline = Pipeline.create(Jobs.options("--runner=TestWeirRunner", "--parallelism=2"));
    PCollection<String> numbered =
        pipeline
            .apply(Create.timestamped(at(0, "a"), at(5, "a"), at(100, "b")))
            .apply(Window.into(Sessions.withGapDuration(Duration.millis(10))))
            .apply(GroupByKey.create())
            .apply(ParDo.of(new UngroupFn()))
            .apply(ParDo.of(new NumberingFn()));
    PAssert.that(numbered).containsInAnyOrder("a 1", "a 2", "b 1");

    pipeline.run();
  }

  static final class UngroupFn extends DoFn<KV<String, Iterable<String>>, KV<String, String>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<String>> group, OutputReceiver<KV<String, String>> out) {
      group.getValue().forEach(value -> out.output(KV.of(group.getKey(), value)));
    }
  }

  /** Numbers the elements of each key and window. */
  static final class NumberingFn extends DoFn<KV<String, String>, String> {
    private static final long serialVersionUID = 1;

    @StateId("last")
    private final StateSpec<ValueState<Integer>> lastSpec = StateSpecs.value(VarIntCoder.of());

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("last") ValueState<Integer> last,
        OutputReceiver<String> out) {
      Integer before = last.read();
      int number = before == null ? 1 : before + 1;
      last.write(number);
      out.output(element.getValue() + " " + number);
    }
  }
}
