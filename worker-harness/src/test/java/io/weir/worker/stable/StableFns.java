package io.weir.worker.stable;

import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.checkerframework.checker.nullness.qual.Nullable;

/** DoFns that want stable input. */
final class StableFns {
  private StableFns() {}

  /** Passes elements on. */
  static final class Plain extends DoFn<String, String> {
    @RequiresStableInput
    @ProcessElement
    public void process(@Element String element, OutputReceiver<String> out) {
      out.output(element);
    }
  }

  /** Appends each value to those of its key before it; a timer at 50 tells what there is. */
  static final class Appending extends DoFn<KV<String, String>, String> {
    @StateId("all")
    private final StateSpec<ValueState<String>> all = StateSpecs.value();

    @TimerId("tell")
    private final TimerSpec tell = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @RequiresStableInput
    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("all") ValueState<String> cell,
        @TimerId("tell") Timer timer,
        OutputReceiver<String> out) {
      String before = cell.read();
      String now = (before == null ? "" : before) + element.getValue();
      cell.write(now);
      timer.set(org.joda.time.Instant.ofEpochMilli(50));
      out.output(now);
    }

    @OnTimer("tell")
    public void onTell(
        @StateId("all") ValueState<@Nullable String> cell, OutputReceiver<String> out) {
      out.output("at 50: " + cell.read());
    }
  }
}
