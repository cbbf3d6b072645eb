package io.weir.runner.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.runner.WeirPipelineResult;
import io.weir.runner.savepoint.Savepoint;
import io.weir.runner.savepoint.SavepointDirectory;
import io.weir.runner.savepoint.SavepointReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint whose state lies in files of RocksDB is looked into as a savepoint is. */
@Timeout(120)
final class InspectedCheckpointTest {
  /** With 20 KB each, 12 MB: so much that both subtasks have files which checkpoints share. */
  private static final long KEYS = 600;

  @TempDir Path directory;

  /** The checkpoint in which every key has its state, after the job ended. */
  private Path checkpoint() throws Exception {
    Gate.shut();
    WeirPipelineResult running =
        LargeStateJob.run(KEYS, directory, "--parallelism=2", "--stateBackend=rocksdb");
    await().atMost(Duration.ofSeconds(60)).until(() -> Gate.notes().size() == KEYS);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions() // A checkpoint may be removed while it is looked at.
        .until(
            () -> report(latest()).contains("  " + KEYS + " ") && subtasksWithFiles(latest()) == 2);
    running.cancel();
    running.waitUntilFinish();
    return latest();
  }

  /**
   * How many subtasks' state lies in files. None's does while the first checkpoints are taken: what
   * only the object cache holds at a barrier is stored beside the files.
   */
  private static long subtasksWithFiles(Path checkpoint) throws IOException {
    return Savepoint.open(checkpoint.toString()).manifest().vertices().stream()
        .flatMap(vertex -> vertex.subtasks().stream())
        .flatMap(subtask -> subtask.operators().values().stream())
        .filter(operator -> operator.nativeState().isPresent())
        .count();
  }

  private Path latest() throws IOException {
    List<SavepointDirectory.Found> found = SavepointDirectory.list(directory);
    return found.get(found.size() - 1).directory();
  }

  private static String report(Path checkpoint) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SavepointReport.print(Savepoint.open(checkpoint.toString()), new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void tellsKeysAndBytesOfFilesOfRocksDb() throws Exception {
    Path checkpoint = checkpoint();
    assertThat(
        report(checkpoint),
        matchesRegex(
            "(?s).*\n  count +value +600 +600 .*\n  large +value +600 +600 +12[0-9]{6} .*"));

    damageSharedFiles(checkpoint);

    IOException damaged = assertThrows(IOException.class, () -> report(checkpoint));
    assertThat(damaged.getMessage(), matchesRegex("(?s).*[0-9]+-vertex-.*-file-[0-9]+.*"));
  }

  /** Flips a bit of each file that the checkpoint may share with others. */
  private static void damageSharedFiles(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint.resolveSibling("shared"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
  }
}
