package io.weir.benchmarks.state;

import io.weir.plan.WeirPipelineOptions;
import io.weir.runner.WeirRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * A GroupByKey of more values than memory, a tenth of them under one key. Ends with a line that
 * states how much memory the process took at most.
 *
 * <p>Arguments: the number of values, bytes of each, the number of windows that they are in, all
 * open until the end, or 0 for the global window; then pipeline options.
 */
public final class LargeGroupingMain {
  private static final int VALUES_PER_KEY = 20;
  private static final org.joda.time.Duration HOUR = org.joda.time.Duration.standardHours(1);

  private LargeGroupingMain() {}

  /** Runs the job; exit status 1 if values were lost. */
  public static void main(String[] args) throws IOException {
    long values = Long.parseLong(args[0]);
    int valueBytes = Integer.parseInt(args[1]);
    int windows = Integer.parseInt(args[2]);
    WeirPipelineOptions options =
        PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(args, 3, args.length))
            .as(WeirPipelineOptions.class);
    options.setRunner(WeirRunner.class);
    long start = System.nanoTime();
    PipelineResult result = run(Pipeline.create(options), values, valueBytes, windows);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    long found = counter(result, CheckGroupFn.VALUES);
    System.out.printf(
        Locale.ROOT,
        "large-grouping: %.1f GB of %d values, %d of them found in groups, %d s, %d MB resident at"
            + " most%n",
        (double) values * valueBytes / (1L << 30),
        values,
        found,
        taken.toSeconds(),
        ResidentMemory.peakMebibytes());
    boolean right = found == values && counter(result, CheckGroupFn.SUM) == sumBelow(values);
    System.exit(right ? 0 : 1);
  }

  private static long sumBelow(long values) {
    return values * (values - 1) / 2;
  }

  private static PipelineResult run(Pipeline pipeline, long values, int valueBytes, int windows) {
    PCollection<Long> numbers = pipeline.apply(GenerateSequence.from(0).to(values));
    if (windows > 0) {
      numbers =
          numbers
              .apply(WithTimestamps.of(n -> Instant.ofEpochMilli(n % windows * HOUR.getMillis())))
              .apply(Window.into(FixedWindows.of(HOUR)));
    }
    numbers
        .apply("Values", ParDo.of(new NumberedValueFn(values / VALUES_PER_KEY, valueBytes)))
        .apply(GroupByKey.create())
        .apply("Check", ParDo.of(new CheckGroupFn()));
    PipelineResult result = pipeline.run();
    PipelineResult.State state = result.waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("the job ended as " + state);
    }
    return result;
  }

  private static long counter(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(CheckGroupFn.class, name))
            .build();
    long sum = 0;
    for (MetricResult<Long> counter : result.metrics().queryMetrics(filter).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }
}
