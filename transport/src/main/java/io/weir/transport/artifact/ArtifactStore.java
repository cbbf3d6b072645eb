package io.weir.transport.artifact;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A directory of files named by the SHA-256 of their content. A file appears whole and verified, or
 * not at all. Masters keep what clients upload in one, workers what they have downloaded.
 *
 * <p>Thread: any thread; several processes may use the directory at the same time.
 */
public final class ArtifactStore {
  /** Largest file, unless the store is opened with another bound: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

  private static final String INCOMING = "incoming-";
  private static final String PART = ".part";

  private final Path directory;
  private final long maxBytes;

  private ArtifactStore(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** Opens the store in the directory, which is created if it is missing. */
  public static ArtifactStore open(Path directory) throws IOException {
    return open(directory, MAX_BYTES);
  }

  /** Opens the store in the directory, which is created if it is missing. */
  public static ArtifactStore open(Path directory, long maxBytes) throws IOException {
    return new ArtifactStore(Files.createDirectories(directory), maxBytes);
  }

  /** The file with this content, if the store has it. */
  public Optional<Path> find(ArtifactAddress address) {
    Path file = directory.resolve(address.sha256());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /** The file with this content, if the store has it; it then counts as new. */
  Optional<Path> touch(ArtifactAddress address) throws IOException {
    Optional<Path> file = find(address);
    if (file.isPresent()) {
      Files.setLastModifiedTime(file.get(), FileTime.from(Instant.now()));
    }
    return file;
  }

  /**
   * Removes the files that are not wanted, but for new ones: they may belong to a job that is about
   * to be submitted.
   *
   * @param newerThan files as young as this stay in any case
   * @return how many were removed
   */
  public int retain(Set<ArtifactAddress> wanted, Instant newerThan) throws IOException {
    Set<String> names =
        wanted.stream().map(ArtifactAddress::sha256).collect(Collectors.toUnmodifiableSet());
    int removed = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, file -> isOwn(file.getFileName().toString()))) {
      for (Path file : files) {
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(newerThan);
        if (old && !names.contains(file.getFileName().toString()) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isOwn(String name) {
    return ArtifactAddress.isValid(name) || (name.startsWith(INCOMING) && name.endsWith(PART));
  }

  /** Copies a file into the store, unless it is there. */
  public Path add(Path source) throws IOException {
    ArtifactAddress address = ArtifactAddress.ofFile(source);
    Optional<Path> present = find(address);
    if (present.isPresent()) {
      return present.get();
    }
    try (IncomingArtifact incoming = receive(address, Files.size(source));
        var in = Files.newInputStream(source)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        incoming.append(buffer, read);
      }
      return incoming.commit();
    }
  }

  /**
   * Begins to take a file in.
   *
   * @param size the exact length that the content will have
   * @throws IllegalArgumentException it is larger than allowed
   */
  public IncomingArtifact receive(ArtifactAddress address, long size) throws IOException {
    if (size < 0 || size > maxBytes) {
      throw new IllegalArgumentException(
          "an artifact of " + size + " bytes; at most " + maxBytes + " are allowed");
    }
    Path temporary = Files.createTempFile(directory, INCOMING, PART);
    return IncomingArtifact.open(this, address, size, temporary);
  }

  Path publish(Path temporary, ArtifactAddress address) throws IOException {
    Path file = directory.resolve(address.sha256());
    return Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
