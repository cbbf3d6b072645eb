package io.weir.worker.job;

import java.util.List;
import java.util.logging.Logger;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.SdkHarnessOptions;

/**
 * The log levels that a job's options give to {@code java.util.logging}, which is where Beam's own
 * harness sends all logs. They are those of the whole process, as with DirectRunner.
 *
 * @param loggers the loggers with levels of their own: the process forgets one that nobody holds
 */
record LogLevels(List<Logger> loggers) {
  /** As {@code PipelineOptionsTranslation} names the option in JSON. */
  private static final String DEFAULT_LEVEL = "beam:option:default_sdk_harness_log_level:v1";

  /**
   * Sets the levels. Where the options name none, those of the process stay.
   *
   * @param optionsJson the options as the job carries them, which tells a level that was set from
   *     Beam's default
   */
  static LogLevels apply(PipelineOptions options, String optionsJson) {
    SdkHarnessOptions levels = options.as(SdkHarnessOptions.class);
    boolean isSet =
        optionsJson.contains(DEFAULT_LEVEL) || levels.getSdkHarnessLogLevelOverrides() != null;
    return new LogLevels(
        isSet ? SdkHarnessOptions.getConfiguredLoggerFromOptions(levels) : List.of());
  }
}
