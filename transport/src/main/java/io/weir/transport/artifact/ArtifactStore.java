package io.weir.transport.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A directory of files named by the SHA-256 of their content. A file appears whole and verified, or
 * not at all. Masters keep what clients upload in one, workers what they have downloaded.
 *
 * <p>Thread: any thread; several processes may use the directory at the same time.
 */
public final class ArtifactStore {
  /** Largest file, unless the store is opened with another bound: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

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
    Path temporary = Files.createTempFile(directory, "incoming-", ".part");
    return IncomingArtifact.open(this, address, size, temporary);
  }

  Path publish(Path temporary, ArtifactAddress address) throws IOException {
    Path file = directory.resolve(address.sha256());
    return Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
