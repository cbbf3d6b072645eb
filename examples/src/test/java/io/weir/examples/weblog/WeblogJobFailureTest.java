package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Weir refuses, and jobs that fail on it: one line each from the example. */
final class WeblogJobFailureTest {
  @TempDir Path directory;

  private WeblogRun run(String argument) {
    return WeblogRun.of(
        List.of("--runner=WeirRunner", "--generate=10", "--output=" + directory), argument);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--parallelism=0",
        "--parallelism=500",
        "--checkpointingInterval=0",
        "--stateBackend=tape",
        "--weirMaster=nowhere"
      })
  void optionThatWeirRefusesIsNamed(String argument) {
    WeblogRun run = run(argument);

    assertThat(run.err(), run.status(), is(2));
    assertThat(run.err(), startsWith("weblog: " + argument + ": "));
    assertThat(run.err().lines().count(), equalTo(1L));
    assertThat(run.out(), equalTo(""));
  }

  @Test
  void savepointThatIsNotThereFailsTheJob() {
    WeblogRun run = run("--savepointPath=" + directory.resolve("none"));

    assertThat(run.err(), run.status(), is(1));
    assertThat(run.err(), startsWith("weblog: the job failed: "));
    assertThat(run.err(), containsString(directory.resolve("none").toString()));
    assertThat(run.out(), equalTo(""));
  }

  @Test
  void checkpointPathThatCannotBeMadeFailsTheJob() {
    WeblogRun run = run("--checkpointStoragePath=/dev/null/below");

    assertThat(run.err(), run.status(), is(1));
    assertThat(run.err(), startsWith("weblog: the job failed: "));
    assertThat(run.err(), containsString("/dev/null/below"));
    assertThat(run.err().lines().count(), equalTo(1L));
  }
}
