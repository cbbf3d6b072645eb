package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Gives each element one of two keys, by its number. */
public final class KeyedBy
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(ParDo.of(new Key()));
  }

  static final class Key extends DoFn<KV<String, String>, KV<String, String>> {
    @ProcessElement
    public void process(
        @Element KV<String, String> element, OutputReceiver<KV<String, String>> out) {
      out.output(KV.of("n" + Values.number(element.getValue()) % 2, element.getValue()));
    }
  }
}
