package io.weir.runner.savepoint;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Savepoints and checkpoints in a directory of a file system.
 *
 * <p>Thread: any thread; calls block.
 */
public final class SavepointDirectory {
  private static final String MANIFEST = "_manifest";

  /** A job's directory, its checkpoints, their files. */
  private static final int MAX_DEPTH = 4;

  private SavepointDirectory() {}

  /**
   * A complete savepoint or checkpoint.
   *
   * @param directory where it is
   * @param completed when it was completed
   * @param bytes the size of its files
   */
  public record Found(Path directory, Instant completed, long bytes) {}

  /** All complete ones in the directory and below, the oldest first. */
  public static List<Found> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " is no directory");
    }
    List<Found> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path parent = file.getParent();
            if (parent != null && file.endsWith(MANIFEST)) {
              add(parent, attributes.lastModifiedTime().toInstant());
            }
            return FileVisitResult.CONTINUE;
          }

          private void add(Path checkpoint, Instant completed) throws IOException {
            try {
              found.add(new Found(checkpoint, completed, sizeOf(checkpoint)));
            } catch (NoSuchFileException e) {
              // A running job removes old checkpoints meanwhile.
            }
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // As above.
          }
        });
    found.sort(Comparator.comparing(Found::completed));
    return found;
  }

  private static long sizeOf(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * Removes a savepoint or checkpoint: its manifest first, so that it is never there in part.
   *
   * @throws IOException if the directory is not that of a complete one, or cannot be removed
   */
  public static void delete(Path directory) throws IOException {
    if (!Files.isRegularFile(directory.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " is not the directory of a savepoint or checkpoint");
    }
    Files.delete(directory.resolve(MANIFEST));
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
