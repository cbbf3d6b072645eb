package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Makes two of each element. */
public final class Repeated
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Repeat()));
  }

  static final class Repeat extends DoFn<KV<String, String>, KV<String, String>> {
    @ProcessElement
    public void process(
        @Element KV<String, String> element, OutputReceiver<KV<String, String>> out) {
      out.output(element);
      out.output(KV.of(element.getKey(), Values.shortened(element.getValue() + "r")));
    }
  }
}
