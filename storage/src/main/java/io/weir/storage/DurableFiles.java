package io.weir.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Changes of a file system that are still there after a loss of power, for the owner's eyes only
 * (directories 0700, files 0600) where the file system knows permissions.
 *
 * <p>Thread: any thread; calls block.
 */
public final class DurableFiles {
  private DurableFiles() {}

  /** Makes the directory and those above it that are missing. */
  public static void createDirectories(Path directory) throws IOException {
    createDirectories(directory, Durability.MACHINE);
  }

  /**
   * Writes a file, or gives it another content: after a crash at any moment it has the old one or
   * the new one.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path directory = requireNonNull(file.toAbsolutePath().getParent(), "no file");
    String name = file.getName(file.getNameCount() - 1).toString();
    try (DurableFileWriter writer = DurableFileWriter.create(directory, name, Durability.MACHINE)) {
      writer.write(content);
      writer.finish();
    }
  }

  /** Makes the directory and those above it that are missing. */
  static void createDirectories(Path directory, Durability durability) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      createDirectories(parent, durability);
    }
    try {
      Files.createDirectory(directory, permissions(directory, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another worker on this machine was faster; a file in the way is an error.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    if (parent != null) {
      sync(parent, durability);
    }
  }

  /** Makes an empty file of a new name that begins with the prefix. */
  static Path createTemporary(Path directory, String prefix) throws IOException {
    return Files.createTempFile(directory, prefix + "-", "", permissions(directory, "rw-------"));
  }

  /** Gives the temporary file, whose content is already durable, its name. */
  static void publish(Path temporary, Path target, Durability durability) throws IOException {
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    Path directory = target.getParent();
    if (directory != null) {
      sync(directory, durability);
    }
  }

  /** Makes the names in the directory durable. */
  static void sync(Path directory, Durability durability) throws IOException {
    if (durability.isSynced() && isPosix(directory)) { // Elsewhere a directory cannot be opened.
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
