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

/**
 * A GroupByKey of more values than memory, a tenth of them under one key. Ends with a line that
 * states how much memory the process took at most.
 *
 * <p>Arguments: the number of values, bytes of each, then pipeline options.
 */
public final class LargeGroupingMain {
  private static final int VALUES_PER_KEY = 20;

  private LargeGroupingMain() {}

  /** Runs the job; exit status 1 if values were lost. */
  public static void main(String[] args) throws IOException {
    long values = Long.parseLong(args[0]);
    int valueBytes = Integer.parseInt(args[1]);
    WeirPipelineOptions options =
        PipelineOptionsFactory.fromArgs(Arrays.copyOfRange(args, 2, args.length))
            .as(WeirPipelineOptions.class);
    options.setRunner(WeirRunner.class);
    long start = System.nanoTime();
    PipelineResult result = run(Pipeline.create(options), values, valueBytes);
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

  private static PipelineResult run(Pipeline pipeline, long values, int valueBytes) {
    pipeline
        .apply(GenerateSequence.from(0).to(values))
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
