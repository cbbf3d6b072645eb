package io.weir.runner;

import io.weir.engine.control.JobId;
import io.weir.runner.savepoint.SavepointDirectory;
import io.weir.storage.Durability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
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

  /** What the names of temporary directories begin with; the job's id follows. */
  static final String TEMPORARY_PREFIX = "weir-checkpoints-";

  private static final int MAX_TRIES = 5;

  /** The given directory; a new temporary one if it is empty. */
  static CheckpointDirectory of(String given, JobId job) throws IOException {
    if (!given.isEmpty()) {
      return new CheckpointDirectory(given, false);
    }
    Path directory = Files.createTempDirectory(TEMPORARY_PREFIX + job + "-");
    return new CheckpointDirectory(directory.toUri().toString(), true);
  }

  /** A temporary directory goes with the process, so nothing needs to outlive it. */
  Durability durability() {
    return temporary ? Durability.PROCESS : Durability.MACHINE;
  }

  /** False only for a temporary directory without a complete checkpoint. */
  boolean mayHoldAny() {
    if (!temporary) {
      return true;
    }
    try {
      return !SavepointDirectory.list(Path.of(URI.create(uri))).isEmpty();
    } catch (IOException e) {
      LOG.warn("cannot look for checkpoints in {}", uri, e);
      return true;
    }
  }

  /**
   * Removes a temporary directory with all that is in it. A job that has just ended may still
   * remove, or have written, a last file; then another look is taken.
   */
  void deleteIfTemporary() {
    if (!temporary) {
      return;
    }
    Path directory = Path.of(URI.create(uri));
    IOException lastFailure = null;
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        Files.walkFileTree(directory, new Deletion());
        return;
      } catch (IOException e) {
        lastFailure = e;
      }
    }
    LOG.warn("temporary checkpoints in {} could not be removed", directory, lastFailure);
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE; // Gone already; what is not gone keeps its directory.
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
