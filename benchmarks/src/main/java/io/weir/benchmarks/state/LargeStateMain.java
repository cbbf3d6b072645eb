package io.weir.benchmarks.state;

import io.weir.plan.WeirPipelineOptions;
import io.weir.runner.WeirRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * A job with more state than memory: every key gets a value that does not compress, and later finds
 * it again. Ends with a line that states how much memory the process took at most.
 *
 * <p>Arguments: the number of keys, bytes of each value, then pipeline options.
 */
public final class LargeStateMain {
  private LargeStateMain() {}

  /** Runs the job; exit status 1 if a value was not found again. */
  public static void main(String[] args) throws IOException {
    long keys = Long.parseLong(args[0]);
    int valueBytes = Integer.parseInt(args[1]);
    String[] options = java.util.Arrays.copyOfRange(args, 2, args.length);
    WeirPipelineOptions weir =
        PipelineOptionsFactory.fromArgs(options).as(WeirPipelineOptions.class);
    weir.setRunner(WeirRunner.class);
    long start = System.nanoTime();
    long found = run(Pipeline.create(weir), keys, valueBytes);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT,
        "large-state: %.1f GB of state in %d keys, %d of them found again, %d s, %d MB resident at"
            + " most%n",
        (double) keys * valueBytes / (1L << 30),
        keys,
        found,
        taken.toSeconds(),
        ResidentMemory.peakMebibytes());
    System.exit(found == keys ? 0 : 1);
  }

  private static long run(Pipeline pipeline, long keys, int valueBytes) {
    SerializableFunction<Long, Long> keyOf = number -> number % keys;
    pipeline
        .apply(GenerateSequence.from(0).to(2 * keys))
        .apply(WithKeys.of(keyOf).withKeyType(TypeDescriptors.longs()))
        .apply("Remember", ParDo.of(new RememberFn(valueBytes)));
    PipelineResult result = pipeline.run();
    PipelineResult.State state = result.waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("the job ended as " + state);
    }
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(RememberFn.class, RememberFn.FOUND))
            .build();
    long found = 0;
    for (MetricResult<Long> counter : result.metrics().queryMetrics(filter).getCounters()) {
      found += counter.getAttempted();
    }
    return found;
  }
}
