package io.weir.benchmarks.killtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The five files of the weblog job. */
final class ResultFiles {
  private static final List<String> NAMES =
      List.of("errors.csv", "traffic.csv", "trend.csv", "sessions.csv", "rejected.csv");

  private ResultFiles() {}

  /**
   * Compares all files, byte by byte.
   *
   * @throws KillTestFailure a file is missing or differs
   */
  static void compare(Path expected, Path actual) throws IOException, KillTestFailure {
    for (String name : NAMES) {
      Path file = actual.resolve(name);
      if (!Files.exists(file)) {
        throw new KillTestFailure(file + " is missing");
      }
      long difference = Files.mismatch(expected.resolve(name), file);
      if (difference >= 0) {
        throw new KillTestFailure(
            file + " differs from the result without faults at byte " + difference);
      }
    }
  }
}
