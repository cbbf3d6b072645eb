package io.weir.examples.weblog;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/** Puts the job together: lines, hits, five tables, files. */
final class WeblogPipeline {
  private WeblogPipeline() {}

  /** A pipeline for {@code options}, which were checked before. */
  static Pipeline of(WeblogOptions options) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple parsed =
        lines(pipeline, options)
            .apply(
                "Parse",
                ParDo.of(new ParseLines())
                    .withOutputTags(ParseLines.HITS, TupleTagList.of(ParseLines.REJECTED)));
    PCollection<Hit> hits = parsed.get(ParseLines.HITS).setCoder(HitCoder.of());
    PCollectionList.of(
            WeblogTables.errors(hits).apply("To errors", WriteTables.rowsOf(ResultTable.ERRORS)))
        .and(
            WeblogTables.traffic(hits).apply("To traffic", WriteTables.rowsOf(ResultTable.TRAFFIC)))
        .and(WeblogTables.trend(hits).apply("To trend", WriteTables.rowsOf(ResultTable.TREND)))
        .and(
            WeblogTables.sessions(hits)
                .apply("To sessions", WriteTables.rowsOf(ResultTable.SESSIONS)))
        .and(
            parsed
                .get(ParseLines.REJECTED)
                .setCoder(WriteTables.FIELDS_CODER)
                .apply("To rejected", WriteTables.rowsOf(ResultTable.REJECTED)))
        .apply("Write tables", new WriteTables(options.getOutput()));
    return pipeline;
  }

  private static PCollection<String> lines(Pipeline pipeline, WeblogOptions options) {
    PCollection<String> lines = fullSpeedLines(pipeline, options);
    int slowdown = options.getSlowdownMillisPerThousand();
    return slowdown == 0 ? lines : lines.apply("Slow down", ParDo.of(new SlowInput(slowdown)));
  }

  private static PCollection<String> fullSpeedLines(Pipeline pipeline, WeblogOptions options) {
    String input = options.getInput();
    if (input != null) {
      return pipeline.apply("Read logs", TextIO.read().from(input));
    }
    Long generate = options.getGenerate();
    long count = generate == null ? WeblogJob.DEFAULT_LINES : generate;
    return pipeline.apply("Generate log", new GeneratedLog(options.getSeed(), count));
  }
}
