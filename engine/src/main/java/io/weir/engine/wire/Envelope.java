package io.weir.engine.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Bytes with a frame around them by which they are recognized and checked: magic number, version,
 * length of the content, content, CRC32C of all before. Any change of up to three bits, any burst
 * of up to 32 and any cut is found; other damage with a probability of 1 - 2^-32.
 *
 * @param magic what kind of content it is
 * @param version the version of its form, from 1
 */
public record Envelope(int magic, int version) {
  private static final int HEADER = 3 * Integer.BYTES;

  /** Puts the frame around the content. */
  public byte[] seal(byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + content.length + Integer.BYTES);
    out.putInt(magic).putInt(version).putInt(content.length).put(content);
    out.putInt(checksum(out.array(), out.position()));
    return out.array();
  }

  /**
   * Takes the content out of its frame.
   *
   * @throws WireFormatException it is damaged, or of another kind or version
   */
  public byte[] open(byte[] sealed) throws WireFormatException {
    if (sealed.length < HEADER + Integer.BYTES) {
      throw new WireFormatException("cut off: only " + sealed.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(sealed);
    expect("magic number", magic, in.getInt());
    int foundVersion = in.getInt();
    int length = in.getInt();
    expect("length", sealed.length - HEADER - Integer.BYTES, length);
    expect("checksum", checksum(sealed, HEADER + length), in.getInt(HEADER + length));
    if (foundVersion != version) {
      throw new WireFormatException(
          "format version " + foundVersion + "; this release reads version " + version);
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }

  private static void expect(String what, int expected, int found) throws WireFormatException {
    if (expected != found) {
      throw new WireFormatException(
          "damaged: %s is %08x instead of %08x".formatted(what, found, expected));
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
