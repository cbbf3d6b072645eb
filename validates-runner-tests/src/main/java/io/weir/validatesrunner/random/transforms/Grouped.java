package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Groups by key; the values of a pane become one. */
public final class Grouped
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(GroupByKey.create()).apply(ParDo.of(new Join()));
  }

  static final class Join extends DoFn<KV<String, Iterable<String>>, KV<String, String>> {
    @ProcessElement
    public void process(
        @Element KV<String, Iterable<String>> element, OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(element.getKey(), Values.sorted(element.getValue())));
    }
  }
}
