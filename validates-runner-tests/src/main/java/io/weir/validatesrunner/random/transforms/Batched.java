package io.weir.validatesrunner.random.transforms;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/** Groups the values of a key in pairs. */
public final class Batched
    extends PTransform<PCollection<KV<String, String>>, PCollection<KV<String, String>>> {
  private final long longestMs;

  /**
   * Makes the transform.
   *
   * @param longestMs after what processing time a value does not wait any longer; 0 for never
   */
  public Batched(long longestMs) {
    this.longestMs = longestMs;
  }

  @Override
  public PCollection<KV<String, String>> expand(PCollection<KV<String, String>> input) {
    GroupIntoBatches<String, String> pairs = GroupIntoBatches.ofSize(2);
    return input
        .apply(longestMs == 0 ? pairs : pairs.withMaxBufferingDuration(Duration.millis(longestMs)))
        .apply(ParDo.of(new Join()));
  }

  static final class Join extends DoFn<KV<String, Iterable<String>>, KV<String, String>> {
    @ProcessElement
    public void process(
        @Element KV<String, Iterable<String>> element, OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(element.getKey(), "batch" + Values.sorted(element.getValue())));
    }
  }
}
