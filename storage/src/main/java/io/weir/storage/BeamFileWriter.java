package io.weir.storage;

import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Writes a file of a file system of Beam's under its own name; what is not finished is removed.
 *
 * <p>Thread: one at a time.
 */
final class BeamFileWriter extends StateFileWriter {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ResourceId file;
  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private long length;
  private boolean finished;

  private BeamFileWriter(ResourceId file, OutputStream out) {
    this.file = file;
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /** Begins the file. */
  static BeamFileWriter create(ResourceId file) throws IOException {
    return new BeamFileWriter(
        file, Channels.newOutputStream(FileSystems.create(file, "application/octet-stream")));
  }

  @Override
  public void write(int b) throws IOException {
    crc.update(b);
    length++;
    out.write(b);
  }

  @Override
  public void write(byte[] content, int offset, int count) throws IOException {
    crc.update(content, offset, count);
    length += count;
    out.write(content, offset, count);
  }

  @Override
  public StateFile finish() throws IOException {
    out.close();
    finished = true;
    return new StateFile(String.valueOf(file.getFilename()), length, (int) crc.getValue());
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      try {
        out.close();
      } finally {
        FileSystems.delete(List.of(file), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
    }
  }
}
