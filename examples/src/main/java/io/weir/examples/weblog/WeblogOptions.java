package io.weir.examples.weblog;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link WeblogJob}. At most one of {@code --input} and {@code --generate} is given;
 * without both the job generates {@value WeblogJob#DEFAULT_LINES} lines.
 */
public interface WeblogOptions extends PipelineOptions {

  /** Pattern of the logs to read; null if the log is generated. */
  @Description(
      "Access logs to read, in the common or combined format: a path or a glob on any file system"
          + " that Beam knows; files that end in .gz, .bz2, .zst or .deflate are unpacked.")
  @Nullable String getInput();

  /** Sets the pattern of the logs to read. */
  void setInput(@Nullable String pattern);

  /** Directory of the results. */
  @Description("Directory for the five CSV files; made if missing, older results are replaced.")
  @Default.String("target/weblog")
  String getOutput();

  /** Sets the directory of the results. */
  void setOutput(String directory);

  /** Number of lines to generate; null if logs are read. */
  @Description(
      "Instead of reading a log, generate one with this many lines; 100000 if there is no --input.")
  @Nullable Long getGenerate();

  /** Sets the number of lines to generate. */
  void setGenerate(@Nullable Long lines);

  /** Seed of the generated log. */
  @Description("Seed of the generated log: the same seed gives the same lines.")
  @Default.Long(1)
  long getSeed();

  /** Sets the seed of the generated log. */
  void setSeed(long seed);

  /** Milliseconds that a thousand lines take at least, per parallel instance; 0 = full speed. */
  @Description(
      "Slow the input down: milliseconds that a thousand lines take at least in each parallel"
          + " instance. 0 (the default) means full speed. Meant for watching a job, and for"
          + " interrupting it.")
  @Default.Integer(0)
  int getSlowdownMillisPerThousand();

  /** Sets the slowdown in milliseconds per thousand lines; 0 = full speed. */
  void setSlowdownMillisPerThousand(int millis);
}
