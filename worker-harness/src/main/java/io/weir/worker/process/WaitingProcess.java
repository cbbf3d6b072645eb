package io.weir.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job process from its start on, when it has no job yet.
 *
 * <p>Thread: any thread.
 *
 * @param process the process
 * @param directory its temporary files
 */
record WaitingProcess(Process process, Path directory) {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingProcess.class);

  /** Gives it its job. Called once. */
  void run(JobProcessParameters parameters) throws IOException {
    // The stream stays open: its end tells of this process's.
    parameters.write(process.getOutputStream());
  }

  /** Ends it by force and removes what it left behind. */
  void destroy() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    removeFiles();
  }

  private void removeFiles() {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("temporary files of a job process are left in {}", directory, e);
    }
  }
}
