package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Drops elements with an odd number. */
public final class KeepEven
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(Filter.by(element -> Values.number(element.getValue()) % 2 == 0));
  }
}
