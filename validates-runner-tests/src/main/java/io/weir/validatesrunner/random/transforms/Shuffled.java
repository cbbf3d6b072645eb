package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Sends elements elsewhere, and keeps all that they are. */
public final class Shuffled
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    return input.apply(Reshuffle.of());
  }
}
