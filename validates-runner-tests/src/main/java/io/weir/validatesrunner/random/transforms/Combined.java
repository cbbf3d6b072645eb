package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Combines the values of each key, or of all. */
public final class Combined
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {
  private final int fanout;

  /**
   * Combines by key.
   *
   * @param fanout into how many parts a key is divided before; 0 for none
   */
  public Combined(int fanout) {
    this.fanout = fanout;
  }

  /** Combines all values, under one key. */
  public static PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>>
      globally() {
    return new Globally();
  }

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    Combine.PerKey<String, String, String> perKey = Combine.perKey(new SortedConcat());
    return fanout == 0 ? input.apply(perKey) : input.apply(perKey.withHotKeyFanout(fanout));
  }

  private static final class Globally
      extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {
    @Override
    public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
      return input
          .apply(org.apache.beam.sdk.transforms.Values.create())
          .apply(Combine.globally(new SortedConcat()).withoutDefaults())
          .apply(WithKeys.of("all"));
    }
  }
}
