package io.weir.storage;

import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes a file under a temporary name and gives it its own when it is durable. Thread: one at a
 * time.
 */
final class DurableFileWriter extends StateFileWriter {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path temporary;
  private final Path target;
  private final FileChannel channel;
  private final Durability durability;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private long length;
  private boolean isFinished;

  private DurableFileWriter(
      Path temporary, Path target, FileChannel channel, Durability durability) {
    this.durability = durability;
    this.temporary = temporary;
    this.target = target;
    this.channel = channel;
  }

  /** Begins the file; its directory is there. */
  static DurableFileWriter create(Path directory, String name, Durability durability)
      throws IOException {
    Path temporary = DurableFiles.createTemporary(directory, FilePaths.UNFINISHED + name);
    return new DurableFileWriter(
        temporary,
        directory.resolve(name),
        FileChannel.open(temporary, StandardOpenOption.WRITE),
        durability);
  }

  @Override
  public void write(int b) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) b);
  }

  @Override
  public void write(byte[] content, int offset, int count) throws IOException {
    if (count > buffer.remaining()) {
      flush();
    }
    if (count >= buffer.capacity()) {
      append(ByteBuffer.wrap(content, offset, count));
    } else {
      buffer.put(content, offset, count);
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    append(buffer);
    buffer.clear();
  }

  @Override
  public StateFile finish() throws IOException {
    flush();
    if (durability.isSynced()) {
      channel.force(true);
    }
    channel.close();
    DurableFiles.publish(temporary, target, durability);
    isFinished = true;
    return new StateFile(
        target.getName(target.getNameCount() - 1).toString(), length, (int) crc.getValue());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!isFinished) {
      Files.deleteIfExists(temporary);
    }
  }

  private void append(ByteBuffer content) throws IOException {
    crc.update(content.duplicate());
    length += content.remaining();
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }
}
