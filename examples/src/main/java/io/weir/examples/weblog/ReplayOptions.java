package io.weir.examples.weblog;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Options of {@link WeblogReplay}. */
public interface ReplayOptions extends WeblogStreamOptions {

  /** Log to replay; null if one is generated. */
  @Description("Access log to replay, in UTF-8; without it a log is generated.")
  @Nullable String getInput();

  /** Sets the log to replay. */
  void setInput(@Nullable String path);

  /** Number of lines to generate. */
  @Description("Lines of the generated log.")
  @Default.Long(10_000)
  long getGenerate();

  /** Sets the number of lines to generate. */
  void setGenerate(long lines);

  /** Seed of the generated log. */
  @Description("Seed of the generated log: the same seed gives the same lines.")
  @Default.Long(1)
  long getSeed();

  /** Sets the seed. */
  void setSeed(long seed);

  /** Seconds of the log in a second; 0 = as fast as it goes. */
  @Description("How many seconds of the log are replayed in one second; 0: as fast as it goes.")
  @Default.Double(600)
  double getSpeed();

  /** Sets the speed. */
  void setSpeed(double logSecondsPerSecond);

  /** Whether the log ends with its last line. */
  @Description(
      "Whether the topic is told at the end that an hour has passed, so that all windows close.")
  @Default.Boolean(true)
  boolean getEnd();

  /** Sets whether the log ends with its last line. */
  void setEnd(boolean end);
}
