package io.weir.engine.snapshot;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of a state file: a header, then sections, each a run of blocks.
 *
 * <p>A block is the length of its content and the CRC32C of block offset, length and content, in
 * four bytes each, then the content: whole entries, each the lengths of key and value in four bytes
 * each, then key and value. The offset in the checksum shows blocks that are in the wrong place.
 */
final class BlockFormat {
  /** "WEIRSTF" and the version of the form. */
  static final long HEADER = 0x5745495253544601L;

  static final int HEADER_BYTES = Long.BYTES;
  static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;
  static final int ENTRY_HEADER_BYTES = 2 * Integer.BYTES;

  /** A block is ended when its content has reached this size; one entry may make it larger. */
  static final int BLOCK_BYTES = 64 * 1024;

  private BlockFormat() {}

  /** The checksum of a block whose content is the array's beginning. */
  static int checksum(long fileOffset, byte[] content, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(fileOffset).putInt(length).flip());
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
