package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/** Gives each element its place among those of its key and window, and the value before it. */
public final class CountInState
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Count()));
  }

  static final class Count extends DoFn<KV<String, String>, KV<String, String>> {
    @StateId("count")
    private final StateSpec<CombiningState<Integer, int[], Integer>> count =
        StateSpecs.combining(Sum.ofIntegers());

    @StateId("before")
    private final StateSpec<ValueState<String>> before = StateSpecs.value();

    @ProcessElement
    public void process(
        @Element KV<String, String> element,
        @StateId("count") CombiningState<Integer, int[], Integer> count,
        @StateId("before") ValueState<String> before,
        OutputReceiver<KV<String, String>> out) {
      count.add(1);
      @Nullable String last = before.read();
      before.write(element.getValue());
      out.output(
          KV.of(
              element.getKey(),
              Values.shortened(element.getValue() + "#" + count.read() + "<" + last)));
    }
  }
}
