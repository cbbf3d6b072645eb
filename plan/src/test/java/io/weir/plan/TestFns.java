package io.weir.plan;

import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.values.KV;

/** DoFns with one peculiarity each; they are never run. */
final class TestFns {
  private TestFns() {}

  static final class Plain<T> extends DoFn<T, T> {
    @ProcessElement
    public void process(@Element T element, OutputReceiver<T> out) {
      out.output(element);
    }
  }

  static final class WithBag extends DoFn<KV<String, String>, String> {
    @StateId("bag")
    private final StateSpec<BagState<String>> bag = StateSpecs.bag();

    @ProcessElement
    public void process(@StateId("bag") BagState<String> cell) {}
  }

  static final class StatefulPairs extends DoFn<KV<String, String>, KV<String, String>> {
    @StateId("bag")
    private final StateSpec<BagState<String>> bag = StateSpecs.bag();

    @ProcessElement
    public void process(@StateId("bag") BagState<String> cell) {}
  }

  static final class First extends Combine.BinaryCombineFn<String> {
    @Override
    public String apply(String left, String right) {
      return left;
    }
  }

  static final class WithTimer extends DoFn<KV<String, String>, String> {
    @TimerId("timer")
    private final TimerSpec timer = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @ProcessElement
    public void process(@TimerId("timer") Timer set) {}

    @OnTimer("timer")
    public void onTimer() {}
  }

  static final class WithStableInput extends DoFn<String, String> {
    @RequiresStableInput
    @ProcessElement
    public void process() {}
  }

  static final class WithFinalizer extends DoFn<String, String> {
    @ProcessElement
    public void process(BundleFinalizer finalizer) {}
  }

  @DoFn.BoundedPerElement
  static final class Splittable extends DoFn<String, String> {
    @ProcessElement
    public void process(RestrictionTracker<OffsetRange, Long> tracker) {}

    @GetInitialRestriction
    public OffsetRange initial() {
      return new OffsetRange(0, 1);
    }
  }
}
