package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** The content of a whole file, checked at its end. Thread: one at a time. */
final class CheckedContent extends FilterInputStream {
  private final StateFile file;
  private final String checkpoint;
  private final CRC32C crc = new CRC32C();
  private long length;

  /**
   * Reads the stream, which must have what the file is said to have.
   *
   * @param checkpoint the checkpoint's path, for messages
   */
  CheckedContent(InputStream in, StateFile file, String checkpoint) {
    super(in);
    this.file = file;
    this.checkpoint = checkpoint;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    int read = in.read(target, offset, count);
    if (read > 0) {
      crc.update(target, offset, read);
      length += read;
    } else if (read < 0) {
      checkEnd();
    }
    return read;
  }

  private void checkEnd() throws IOException {
    if (length != file.length()) {
      throw damaged("it has " + length + " bytes instead of " + file.length());
    }
    if ((int) crc.getValue() != file.crc32c()) {
      throw damaged("wrong checksum");
    }
  }

  private DamagedCheckpointException damaged(String what) {
    return new DamagedCheckpointException(
        "state file %s of checkpoint %s is damaged: %s".formatted(file.name(), checkpoint, what));
  }

  @Override
  public long skip(long count) {
    return 0; // Nothing may go by unchecked.
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
