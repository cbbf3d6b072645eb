package io.weir.worker.state;

import io.weir.engine.graph.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an entry of the table of cells belongs to, read from its key for people who look at stored
 * state.
 *
 * @param id the state id, as user code or Beam gave it
 * @param isUser whether user code gave it
 * @param key the encoded key
 */
public record CellName(String id, boolean isUser, Bytes key) {
  /** The name of the table of cells. */
  public static final String TABLE = CellCache.TABLE;

  /**
   * Reads the beginning of an entry's key.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CellName read(byte[] entry) {
    byte[] tag = part(entry, 0);
    byte[] key = part(entry, end(entry, 0));
    if (tag.length == 0) {
      throw new IllegalArgumentException("an entry of no cell");
    }
    // Beam writes a mark of one letter before the id.
    String id = new String(tag, 1, tag.length - 1, StandardCharsets.UTF_8);
    return new CellName(id, tag[0] == 'u', Bytes.copyOf(key));
  }

  private static byte[] part(byte[] entry, int start) {
    int from = contentStart(entry, start);
    return Arrays.copyOfRange(entry, from, end(entry, start));
  }

  private static int end(byte[] entry, int start) {
    int length = 0;
    int position = start;
    for (int shift = 0; ; shift += 7) {
      byte next = entry[position++];
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    int end = position + length;
    if (length < 0 || end > entry.length) {
      throw new IllegalArgumentException("an entry that is cut off");
    }
    return end;
  }

  private static int contentStart(byte[] entry, int start) {
    int position = start;
    while (entry[position] < 0) {
      position++;
    }
    return position + 1;
  }
}
