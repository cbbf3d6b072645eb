package io.weir.worker.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogLevelsTest {
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();

  @AfterEach
  void restoreTheLevelOfTheProcess() {
    root.setLevel(before);
  }

  private static LogLevels apply(String... arguments) {
    String json =
        PipelineOptionsTranslation.toJson(PipelineOptionsFactory.fromArgs(arguments).create());
    PipelineOptions carried = PipelineOptionsTranslation.fromJson(json);
    return LogLevels.apply(carried, json);
  }

  @Test
  void setsTheDefaultLevelAndThoseOfLoggers() {
    LogLevels levels =
        apply(
            "--defaultSdkHarnessLogLevel=DEBUG",
            "--sdkHarnessLogLevelOverrides={\"a.b\":\"WARN\"}");

    assertThat(root.getLevel(), is(Level.FINE));
    assertThat(levels.loggers(), hasSize(1));
    assertThat(Logger.getLogger("a.b").getLevel(), is(Level.WARNING));
  }

  @Test
  void setsALevelThatIsBeamsDefaultIfTheUserNamesIt() {
    root.setLevel(Level.SEVERE);
    apply("--defaultSdkHarnessLogLevel=INFO");

    assertThat(root.getLevel(), is(Level.INFO));
  }

  @Test
  void leavesTheLevelsOfTheProcessIfTheUserNamesNone() {
    root.setLevel(Level.SEVERE);
    LogLevels levels = apply();

    assertThat(root.getLevel(), is(Level.SEVERE));
    assertThat(levels.loggers(), is(empty()));
  }
}
