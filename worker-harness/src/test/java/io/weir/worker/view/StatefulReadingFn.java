package io.weir.worker.view;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Emits its elements with their number and what the side input holds, in order. */
final class StatefulReadingFn extends DoFn<KV<String, String>, String> {
  private static final long serialVersionUID = 1;

  private final PCollectionView<Iterable<String>> view;

  @StateId("count")
  private final StateSpec<ValueState<Integer>> countSpec = StateSpecs.value(VarIntCoder.of());

  StatefulReadingFn(PCollectionView<Iterable<String>> view) {
    this.view = view;
  }

  @ProcessElement
  public void process(ProcessContext context, @StateId("count") ValueState<Integer> count) {
    Integer before = count.read();
    count.write(before == null ? 1 : before + 1);
    List<String> side = new ArrayList<>();
    context.sideInput(view).forEach(side::add);
    side.sort(null);
    context.output(context.element().getValue() + count.read() + side);
  }
}
