package io.weir.worker.view;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Emits its elements with what the side input holds, in order. */
class ReadingFn extends DoFn<KV<String, String>, String> {
  private static final long serialVersionUID = 1;

  private final PCollectionView<Iterable<String>> view;

  ReadingFn(PCollectionView<Iterable<String>> view) {
    this.view = view;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    List<String> side = new ArrayList<>();
    context.sideInput(view).forEach(side::add);
    side.sort(null);
    context.output(context.element().getValue() + side);
  }
}
