package io.weir.examples.weblog;

import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Lines to hits at their own time, and rejected lines as rows of {@code rejected.csv}.
 *
 * <p>Counts both outputs in the metrics {@link #HIT_COUNT} and {@link #REJECTED_COUNT}. A bounded
 * read holds the watermark at its beginning until it ends, so lines out of order are never late.
 */
final class ParseLines extends DoFn<String, Hit> {
  /** Main output. */
  static final TupleTag<Hit> HITS = new TupleTag<>("hits") {};

  /** Rows of {@code rejected.csv}: reason and line. */
  static final TupleTag<List<String>> REJECTED = new TupleTag<>("rejected") {};

  /** Name of the counter of lines that parse. */
  static final String HIT_COUNT = "hits";

  /** Name of the counter of lines that do not parse. */
  static final String REJECTED_COUNT = "rejected";

  private final Counter hits = Metrics.counter(ParseLines.class, HIT_COUNT);
  private final Counter rejected = Metrics.counter(ParseLines.class, REJECTED_COUNT);

  /** Thread: subtask thread. */
  @ProcessElement
  public void process(@Element String line, MultiOutputReceiver out) {
    ParsedLine parsed = LogLineParser.parse(line);
    if (parsed instanceof Hit hit) {
      hits.inc();
      out.get(HITS).outputWithTimestamp(hit, Instant.ofEpochSecond(hit.epochSecond()));
    } else if (parsed instanceof ParsedLine.Rejected no) {
      rejected.inc();
      out.get(REJECTED).output(List.of(no.reason().label(), line));
    }
  }
}
