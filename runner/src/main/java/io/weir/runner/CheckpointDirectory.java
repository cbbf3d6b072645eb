package io.weir.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an embedded job keeps its checkpoints: the user's directory, or a temporary one that goes
 * with the job.
 *
 * @param uri path or URI
 * @param temporary whether it was made for this job
 */
record CheckpointDirectory(String uri, boolean temporary) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);

  /** The given directory; a new temporary one if it is empty. */
  static CheckpointDirectory of(String given) throws IOException {
    if (!given.isEmpty()) {
      return new CheckpointDirectory(given, false);
    }
    Path directory = Files.createTempDirectory("weir-checkpoints-");
    return new CheckpointDirectory(directory.toUri().toString(), true);
  }

  /** Removes a temporary directory with all that is in it. */
  void deleteIfTemporary() {
    if (!temporary) {
      return;
    }
    Path directory = Path.of(java.net.URI.create(uri));
    try (Stream<Path> content = Files.walk(directory)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("temporary checkpoints in {} could not be removed", directory, e);
    }
  }
}
