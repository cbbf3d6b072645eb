package io.weir.runner.restore;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.runner.WeirPipelineResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that the master keeps have a limit, and only those. */
@Timeout(120)
final class MemoryCheckpointLimitTest {
  /** With 20 KB each, some 2 MB. */
  private static final long KEYS = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    Gate.shut();
  }

  private WeirPipelineResult run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--parallelism=1"));
    arguments.addAll(List.of(more));
    return LargeStateJob.run(KEYS, directory, arguments.toArray(String[]::new));
  }

  /** Whether there is a complete checkpoint that holds about all that the keys keep. */
  private boolean isLargeOneComplete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.endsWith("_manifest"))
          .anyMatch(manifest -> sizeBeside(manifest) > KEYS * 20_000);
    } catch (UncheckedIOException e) {
      return false; // A checkpoint was removed meanwhile.
    }
  }

  private static long sizeBeside(Path manifest) {
    try (Stream<Path> files = Files.list(manifest.resolveSibling("."))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failsALargerOneByAMessageThatSaysWhatToDo() {
    WeirPipelineResult result =
        run(
            "--stateBackend=memory",
            "--memoryCheckpointLimit=1m",
            "--tolerableCheckpointFailures=0",
            "--maxRestarts=0");

    PipelineExecutionException failure =
        assertThrows(PipelineExecutionException.class, result::waitUntilFinish);

    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(
        trace.toString(),
        allOf(
            matchesRegex("(?s).*checkpoint [0-9]+ holds 2[0-9]{6} bytes.*"),
            containsString("at most 1048576"),
            containsString("--memoryCheckpointLimit"),
            containsString("--stateBackend=filesystem")));
  }

  @Test
  void letsAJobGoOnThatPutsUpWithFailedCheckpoints() {
    WeirPipelineResult result =
        run(
            "--stateBackend=memory",
            "--memoryCheckpointLimit=1m",
            "--tolerableCheckpointFailures=1000000");
    await().atMost(PATIENCE).until(() -> Gate.notes().size() == KEYS);

    Gate.open();

    assertThat("at its end it holds nothing any more", result.waitUntilFinish(), is(State.DONE));
    assertThat(Gate.notes().size(), is((int) (2 * KEYS)));
  }

  @Test
  void keepsSmallerOnes() throws Exception {
    WeirPipelineResult result = run("--stateBackend=memory", "--memoryCheckpointLimit=4m");

    await().atMost(PATIENCE).until(this::isLargeOneComplete);

    result.cancel();
  }

  @Test
  void isNoneForStorage() throws Exception {
    WeirPipelineResult result = run("--stateBackend=filesystem", "--memoryCheckpointLimit=1m");

    await().atMost(PATIENCE).until(this::isLargeOneComplete);

    result.cancel();
  }
}
