package io.weir.examples.weblog;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** The last lines a user sees, made from the job's metrics. */
final class JobSummary {
  private final MetricResults metrics;

  /**
   * Summary of a finished job.
   *
   * @param metrics of the job
   */
  JobSummary(MetricResults metrics) {
    this.metrics = metrics;
  }

  /** Text of a few lines, without a line end. */
  String text(String directory) {
    String files =
        Arrays.stream(ResultTable.values())
            .map(
                table ->
                    table.fileName() + " " + count(WriteTables.class, WriteTables.rowCount(table)))
            .collect(Collectors.joining(", "));
    return String.format(
        "weblog: %d lines parsed, %d lines rejected%nweblog: rows in %s: %s",
        count(ParseLines.class, ParseLines.HIT_COUNT),
        count(ParseLines.class, ParseLines.REJECTED_COUNT),
        directory,
        files);
  }

  private long count(Class<?> namespace, String name) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
    return StreamSupport.stream(metrics.queryMetrics(filter).getCounters().spliterator(), false)
        .mapToLong(JobSummary::value)
        .sum();
  }

  /** Committed where the runner has it: attempted counts work that was done twice, twice. */
  private static long value(MetricResult<Long> counter) {
    return counter.hasCommitted() ? counter.getCommitted() : counter.getAttempted();
  }
}
