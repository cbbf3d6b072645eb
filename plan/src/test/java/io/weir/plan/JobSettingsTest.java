package io.weir.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.config.JobConfig;
import io.weir.engine.config.RestoreRules;
import java.lang.reflect.Method;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

  private static WeirPipelineOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(WeirPipelineOptions.class);
  }

  @Test
  void fillsInDefaultsByKindOfPipeline() {
    JobSettings bounded = JobSettings.of(options(), false);
    JobSettings streaming = JobSettings.of(options(), true);

    assertThat(bounded.parallelism(), is(Runtime.getRuntime().availableProcessors()));
    assertThat(bounded.maxParallelism(), is(128));
    assertThat(bounded.workers(), is(1));
    assertThat(bounded.checkpointIntervalMs(), is(30_000L));
    assertThat(streaming.checkpointIntervalMs(), is(10_000L));
    assertThat(bounded.maxBundleSize(), is(1_000_000L));
    assertThat(streaming.maxBundleSize(), is(1_000L));
    assertThat(streaming.maxBundleTimeMs(), is(1_000L));
  }

  /** As KafkaIO declares the option, to look for FlinkRunner's. */
  public interface ForeignDeclaration extends PipelineOptions {
    /** As in Flink. */
    @Default.Long(-1)
    Long getCheckpointingInterval();

    /** Sets it. */
    void setCheckpointingInterval(Long interval);
  }

  @Test
  void checkpointsByDefaultAlsoWhenKafkaIoAskedForTheOptionBefore() {
    WeirPipelineOptions options = options();

    assertThat(options.as(ForeignDeclaration.class).getCheckpointingInterval(), is(-1L));
    assertThat(JobSettings.of(options, true).checkpointIntervalMs(), is(10_000L));
    options.setCheckpointingInterval(-1L);
    assertThat(JobSettings.of(options, true).checkpointIntervalMs(), is(-1L));
  }

  @Test
  void handsTheEngineItsPart() {
    JobSettings settings =
        JobSettings.of(
            options("--checkpointingInterval=-1", "--maxRestarts=3", "--retainedCheckpoints=2"),
            true);

    JobConfig config = settings.toJobConfig("file:///checkpoints", "", RestoreRules.STRICT);

    assertThat(config.checkpoints().intervalMs(), is(-1L));
    assertThat(config.maxRestarts(), is(3));
    assertThat(config.checkpoints().retained(), is(2));
    assertThat(config.checkpoints().path(), is("file:///checkpoints"));
    assertThat(config.stateBackend(), is("memory"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--parallelism=0|it must be at least 1",
        "--parallelism=129|it is larger than maxParallelism, 128",
        "--maxParallelism=0|it must be at least 1",
        "--maxParallelism=32769|it must be at most 32768",
        "--workers=0|it must be at least 1",
        "--checkpointingInterval=0|expected milliseconds, or -1 for none",
        "--checkpointTimeoutMillis=0|it must be at least 1",
        "--alignedCheckpointTimeoutMillis=-2|it must be at least -1",
        "--minPauseBetweenCheckpoints=-1|it must be at least 0",
        "--retainedCheckpoints=0|it must be at least 1",
        "--maxRestarts=-1|it must be at least 0",
        "--maxBundleSize=0|it must be at least 1",
        "--maxBundleTimeMillis=0|it must be at least 1",
        "--maxRecordBytes=0|it must be at least 1",
        "--progressIntervalMillis=-5|it must be at least 0",
        "--stateBackend=tape|known are memory, filesystem, rocksdb",
        "--memoryCheckpointLimit=much|expected a size such as 512m or 2g",
        "--weirMaster=nowhere|expected host:port",
        "--weirMaster=host:70000|expected host:port",
        "--weirMaster=:80|expected host:port",
      })
  void namesOptionAndValueOfWhatItRefuses(String argument, String reason) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> JobSettings.of(options(argument), false));

    assertThat(refusal.getMessage(), is(argument + ": " + reason));
  }

  @ParameterizedTest
  @CsvSource({"memory,memory", "filesystem,memory", "rocksdb,rocksdb"})
  void givesTheEngineTheNameOfTheBackend(String option, String engineName) {
    JobSettings settings = JobSettings.of(options("--stateBackend=" + option), false);

    assertThat(settings.toJobConfig("", "", RestoreRules.STRICT).stateBackend(), is(engineName));
  }

  @ParameterizedTest
  @CsvSource({
    "--stateBackend=memory,268435456",
    "--stateBackend=filesystem,9223372036854775807",
    "--stateBackend=rocksdb,9223372036854775807",
    "--maxRestarts=1,9223372036854775807",
  })
  void limitsTheCheckpointsOfTheMemoryBackendOnly(String option, long bytes) {
    JobSettings settings = JobSettings.of(options(option), false);

    assertThat(
        settings.toJobConfig("", "", RestoreRules.STRICT).checkpoints().largestBytes(), is(bytes));
  }

  @Test
  void refusesEmbeddedWorkersOnACluster() {
    WeirPipelineOptions options = options("--weirMaster=localhost:9000", "--workers=2");
    assertThrows(IllegalArgumentException.class, () -> JobSettings.of(options, false));
  }

  @Test
  void isKnownToProgramsThatAskForOtherOptions() {
    ApplicationNameOptions asked =
        PipelineOptionsFactory.fromArgs("--parallelism=3", "--appName=mine")
            .as(ApplicationNameOptions.class);
    assertThat(JobSettings.of(asked, false).parallelism(), is(3));
  }

  @Test
  void describesEveryOption() {
    for (Method getter : WeirPipelineOptions.class.getDeclaredMethods()) {
      if (getter.getParameterCount() == 0) {
        Description description = getter.getAnnotation(Description.class);
        assertThat(
            getter.getName(), description == null ? "" : description.value(), not(emptyString()));
      }
    }
  }
}
