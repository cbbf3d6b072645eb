package io.weir.transport.artifact;

import io.weir.transport.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A file on its way into a store. Length and hash are checked while it comes; what is not committed
 * leaves nothing behind.
 *
 * <p>Thread: one at a time.
 */
public final class IncomingArtifact implements AutoCloseable {
  private final ArtifactStore store;
  private final ArtifactAddress address;
  private final Path temporary;
  private final FileChannel out;
  private final MessageDigest digest = ArtifactAddress.newDigest();
  private long missing;

  private IncomingArtifact(
      ArtifactStore store, ArtifactAddress address, long size, Path temporary, FileChannel out) {
    this.store = store;
    this.address = address;
    this.temporary = temporary;
    this.out = out;
    missing = size;
  }

  static IncomingArtifact open(
      ArtifactStore store, ArtifactAddress address, long size, Path temporary) throws IOException {
    FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE);
    return new IncomingArtifact(store, address, size, temporary, out);
  }

  /**
   * Appends the first bytes of the array.
   *
   * @throws RefusedException it gets longer than was announced
   */
  public void append(byte[] content, int length) throws IOException {
    append(ByteBuffer.wrap(content, 0, length));
  }

  /**
   * Appends what remains in the buffer.
   *
   * @throws RefusedException it gets longer than was announced
   */
  public void append(ByteBuffer content) throws IOException {
    missing -= content.remaining();
    if (missing < 0) {
      throw new RefusedException("artifact " + address + " is longer than announced");
    }
    digest.update(content.duplicate());
    while (content.hasRemaining()) {
      out.write(content);
    }
  }

  /**
   * Makes the file part of the store.
   *
   * @throws RefusedException its content is not what its address says
   */
  public Path commit() throws IOException {
    if (missing != 0) {
      throw new RefusedException(
          "artifact " + address + " is " + missing + " bytes shorter than announced");
    }
    ArtifactAddress found = ArtifactAddress.of(digest);
    if (!found.equals(address)) {
      throw new RefusedException("an artifact for " + address + " has the SHA-256 " + found);
    }
    out.force(true);
    out.close();
    return store.publish(temporary, address);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(temporary);
  }
}
