package io.weir.storage;

import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file to storage and to the local disk. The copy is given up when it cannot be written;
 * the file in storage does not suffer from it. Thread: one at a time.
 */
final class CopyingWriter extends StateFileWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CopyingWriter.class);

  private final StateFileWriter writer;
  private final Path copy;
  private final OutputStream toCopy;
  private boolean isGivenUp;

  /**
   * A writer of both.
   *
   * @param copy an empty file, which gets the name of the file in storage when it is complete
   */
  CopyingWriter(StateFileWriter writer, Path copy) throws IOException {
    this.writer = writer;
    this.copy = copy;
    this.toCopy = new BufferedOutputStream(Files.newOutputStream(copy));
  }

  private interface Step {
    void run() throws IOException;
  }

  private void tryCopying(Step step) {
    if (!isGivenUp) {
      try {
        step.run();
      } catch (IOException e) {
        isGivenUp = true;
        LOG.warn("the local copy {} is given up", copy, e);
      }
    }
  }

  @Override
  public void write(int b) throws IOException {
    writer.write(b);
    tryCopying(() -> toCopy.write(b));
  }

  @Override
  public void write(byte[] content, int offset, int count) throws IOException {
    writer.write(content, offset, count);
    tryCopying(() -> toCopy.write(content, offset, count));
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public StateFile finish() throws IOException {
    StateFile stored = writer.finish();
    tryCopying(
        () -> {
          toCopy.close();
          Files.move(copy, copy.resolveSibling(stored.name()), StandardCopyOption.REPLACE_EXISTING);
        });
    return stored;
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } finally {
      tryCopying(
          () -> {
            toCopy.close();
            Files.deleteIfExists(copy);
          });
    }
  }
}
