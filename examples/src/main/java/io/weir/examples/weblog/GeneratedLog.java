package io.weir.examples.weblog;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The lines of a {@link LogGenerator} as a bounded source: ranges of line numbers are dealt out
 * over all parallel instances, which make the lines of their ranges.
 */
final class GeneratedLog extends PTransform<PBegin, PCollection<String>> {
  /** Keeps the number of ranges bounded for any number of lines. */
  private static final long MAX_RANGES = 1000;

  private static final long MIN_LINES_PER_RANGE = 100;

  private final long seed;
  private final long lines;

  /**
   * Generates a log.
   *
   * @param seed same seed, same log
   * @param lines number of lines, not negative
   */
  GeneratedLog(long seed, long lines) {
    this.seed = seed;
    this.lines = lines;
  }

  @Override
  public PCollection<String> expand(PBegin begin) {
    return begin
        .apply("Ranges", Create.of(ranges(lines)).withCoder(OffsetRange.Coder.of()))
        .apply("Deal out", Reshuffle.viaRandomKey())
        .apply("Lines", ParDo.of(new LinesOfRange(seed)));
  }

  /** Cuts 0 to {@code lines} into ranges without gap or overlap. */
  static List<OffsetRange> ranges(long lines) {
    long size = Math.max(MIN_LINES_PER_RANGE, (lines - 1) / MAX_RANGES + 1);
    List<OffsetRange> ranges = new ArrayList<>();
    long from = 0;
    while (from < lines) {
      long to = from + Math.min(size, lines - from);
      ranges.add(new OffsetRange(from, to));
      from = to;
    }
    return ranges;
  }

  private static final class LinesOfRange extends DoFn<OffsetRange, String> {
    private final long seed;

    LinesOfRange(long seed) {
      this.seed = seed;
    }

    /** Thread: subtask thread. */
    @ProcessElement
    public void process(@Element OffsetRange range, OutputReceiver<String> out) {
      LogGenerator generator = new LogGenerator(seed);
      for (long i = range.getFrom(); i < range.getTo(); i++) {
        out.output(generator.line(i));
      }
    }
  }
}
