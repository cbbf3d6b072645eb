package io.weir.benchmarks.exactlyonce;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/** The sum of the numbers of every key in every interval of event time, as a line each. */
final class WindowSums extends PTransform<PCollection<KV<Long, Long>>, PCollection<String>> {
  private static final long serialVersionUID = 1;

  /** The line of a sum. */
  static String line(long key, long windowEnd, long sum) {
    return "sum " + key + " " + windowEnd + " " + sum;
  }

  @Override
  public PCollection<String> expand(PCollection<KV<Long, Long>> input) {
    return input
        .apply(
            "Window", Window.into(FixedWindows.of(Duration.millis(ContiguityFn.INTERVAL_MILLIS))))
        .apply("Sum", Sum.longsPerKey())
        .apply("Sum as line", ParDo.of(new AsLineFn()));
  }

  private static final class AsLineFn extends DoFn<KV<Long, Long>, String> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<Long, Long> sum, IntervalWindow window, OutputReceiver<String> out) {
      out.output(line(sum.getKey(), window.end().getMillis(), sum.getValue()));
    }
  }
}
