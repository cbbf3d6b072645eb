package io.weir.benchmarks.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has had in memory. */
final class ResidentMemory {
  private ResidentMemory() {}

  /** The most megabytes at one time, as Linux tells it; 0 elsewhere. */
  static long peakMebibytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
