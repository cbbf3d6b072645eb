package io.weir.runner;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Pipelines for the runner's tests, and what their metrics say. */
final class Jobs {
  private static final String SEEN = "seen";

  private Jobs() {}

  /** An empty pipeline for an embedded WeirRunner that prints nothing. */
  static Pipeline pipeline(String... moreArgs) {
    return Pipeline.create(options(moreArgs));
  }

  static PipelineOptions options(String... moreArgs) {
    List<String> args = new ArrayList<>(List.of(moreArgs));
    for (String usual :
        List.of("--runner=WeirRunner", "--progressIntervalMillis=0", "--parallelism=2")) {
      String option = usual.substring(0, usual.indexOf('=') + 1);
      if (args.stream().noneMatch(arg -> arg.startsWith(option))) {
        args.add(usual);
      }
    }
    return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).create();
  }

  /** Numbers without end, counted. */
  static Pipeline endless(String... moreArgs) {
    Pipeline pipeline = pipeline(moreArgs);
    pipeline
        .apply(GenerateSequence.from(0).withRate(1, org.joda.time.Duration.millis(1)))
        .apply("Count", ParDo.of(new CountingFn()));
    return pipeline;
  }

  /** The first numbers from 0, counted. */
  static Pipeline numbers(long count, String... moreArgs) {
    Pipeline pipeline = pipeline(moreArgs);
    pipeline.apply(GenerateSequence.from(0).to(count)).apply("Count", ParDo.of(new CountingFn()));
    return pipeline;
  }

  /** How many numbers the job has seen: attempted, then committed. */
  static List<Long> seen(WeirPipelineResult result) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(CountingFn.class, SEEN))
            .build();
    long attempted = 0;
    long committed = 0;
    for (MetricResult<Long> counter : result.metrics().queryMetrics(filter).getCounters()) {
      attempted += counter.getAttempted();
      Long sure = counter.getCommittedOrNull();
      committed += sure == null ? 0 : sure;
    }
    return List.of(attempted, committed);
  }

  static final class CountingFn extends DoFn<Long, Long> {
    @ProcessElement
    public void process(@Element Long number, OutputReceiver<Long> out) {
      Metrics.counter(CountingFn.class, SEEN).inc();
      out.output(number);
    }
  }
}
