package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.LocalCopies;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads sections of the state files of one subtask's snapshot. Everything is checked before it is
 * used; what is damaged ends in an exception that names the file. Thread: one at a time.
 */
final class SectionReader {
  private final CheckpointStorage storage;
  private final CheckpointRef checkpoint;
  private final LocalCopies copies;
  private final List<StateFile> files;

  SectionReader(
      CheckpointStorage storage,
      CheckpointRef checkpoint,
      LocalCopies copies,
      List<StateFile> files) {
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.copies = copies;
    this.files = files;
  }

  /** Takes an entry of a section. */
  @FunctionalInterface
  interface EntryTaker {
    void take(TableSection section, byte[] key, byte[] value);
  }

  /** Hands over the entries of the sections, in the order in which they lie in the files. */
  void read(List<TableSection> sections, EntryTaker taker) throws IOException {
    List<TableSection> inOrder =
        sections.stream()
            .sorted(
                Comparator.comparingInt(TableSection::file).thenComparingLong(TableSection::offset))
            .toList();
    InputStream in = null;
    TableSection before = null;
    try {
      for (TableSection section : inOrder) {
        if (in == null || before == null || !follows(before, section)) {
          if (in != null) {
            in.close();
          }
          in = open(section);
        }
        readSection(in, section, taker);
        before = section;
      }
    } finally {
      if (in != null) {
        in.close();
      }
    }
  }

  private static boolean follows(TableSection before, TableSection section) {
    return before.file() == section.file() && before.offset() + before.length() == section.offset();
  }

  private InputStream open(TableSection section) throws IOException {
    StateFile file = file(section);
    if (section.offset() < BlockFormat.HEADER_BYTES
        || section.length() < 0
        || section.offset() > file.length() - section.length()) {
      throw damaged(section, "a section lies outside of the file");
    }
    // Whoever reads the first section reads what stands before it, too.
    boolean isFirst = section.offset() == BlockFormat.HEADER_BYTES;
    try {
      InputStream in =
          new BufferedInputStream(
              openFile(file, isFirst ? 0 : section.offset()), BlockFormat.BLOCK_BYTES);
      if (isFirst) {
        readHeader(in, section);
      }
      return in;
    } catch (NoSuchFileException | FileNotFoundException missing) {
      throw damaged(section, "it is missing");
    }
  }

  private InputStream openFile(StateFile file, long offset) throws IOException {
    Optional<Path> copy = copies.find(checkpoint, file);
    return copy.isPresent()
        ? Channels.newInputStream(FileChannel.open(copy.get()).position(offset))
        : storage.openFile(checkpoint, file.name(), offset);
  }

  private void readHeader(InputStream in, TableSection section) throws IOException {
    byte[] header = in.readNBytes(BlockFormat.HEADER_BYTES);
    if (header.length < BlockFormat.HEADER_BYTES
        || ByteBuffer.wrap(header).getLong() != BlockFormat.HEADER) {
      in.close();
      throw damaged(section, "it does not begin as state files do");
    }
  }

  private void readSection(InputStream in, TableSection section, EntryTaker taker)
      throws IOException {
    long offset = section.offset();
    long end = offset + section.length();
    long entries = 0;
    while (offset < end) {
      byte[] content = readBlock(in, section, offset, end - offset);
      entries += readEntries(content, section, taker);
      offset += BlockFormat.BLOCK_HEADER_BYTES + content.length;
    }
    if (entries != section.entries()) {
      throw damaged(section, entries + " entries in a section of " + section.entries());
    }
  }

  private byte[] readBlock(InputStream in, TableSection section, long offset, long left)
      throws IOException {
    byte[] header = in.readNBytes(BlockFormat.BLOCK_HEADER_BYTES);
    if (header.length < BlockFormat.BLOCK_HEADER_BYTES) {
      throw damaged(section, "it ends at offset " + offset);
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int length = fields.getInt();
    int checksum = fields.getInt();
    if (length <= 0 || length > left - BlockFormat.BLOCK_HEADER_BYTES) {
      throw damaged(section, "bad block length " + length + " at offset " + offset);
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw damaged(section, "it ends within the block at offset " + offset);
    }
    if (BlockFormat.checksum(offset, content, length) != checksum) {
      throw damaged(section, "wrong checksum of the block at offset " + offset);
    }
    return content;
  }

  private long readEntries(byte[] content, TableSection section, EntryTaker taker)
      throws IOException {
    ByteBuffer block = ByteBuffer.wrap(content);
    long entries = 0;
    while (block.hasRemaining()) {
      if (block.remaining() < BlockFormat.ENTRY_HEADER_BYTES) {
        throw damaged(section, "half an entry");
      }
      int keyLength = block.getInt();
      int valueLength = block.getInt();
      if (keyLength < 0 || valueLength < 0 || (long) keyLength + valueLength > block.remaining()) {
        throw damaged(section, "bad entry lengths " + keyLength + ", " + valueLength);
      }
      byte[] key = new byte[keyLength];
      byte[] value = new byte[valueLength];
      block.get(key).get(value);
      taker.take(section, key, value);
      entries++;
    }
    return entries;
  }

  private StateFile file(TableSection section) throws IOException {
    if (section.file() < 0 || section.file() >= files.size()) {
      throw new DamagedCheckpointException(
          "checkpoint %s is damaged: a section of table %s lies in file %d of %d"
              .formatted(checkpoint.path(), section.table(), section.file(), files.size()));
    }
    return files.get(section.file());
  }

  private IOException damaged(TableSection section, String what) throws IOException {
    return new DamagedCheckpointException(
        "state file %s of checkpoint %s is damaged: %s (table %s, key group %d)"
            .formatted(
                file(section).name(),
                checkpoint.path(),
                what,
                section.table(),
                section.keyGroup()));
  }
}
