package io.weir.examples.weblog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Input nobody would want: random bytes, and log lines with random wounds. */
final class HostileText {
  private static final String SPICE = " \"\\[]-+:/,.\t0129aAzZ%_\u0000\u00e9\ufffd";
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private HostileText() {}

  /** Random bytes with line ends of every kind. */
  static byte[] bytes(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(40);
      bytes[i] = kind == 0 ? (byte) '\n' : kind == 1 ? (byte) '\r' : (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Lines as a reader of text files sees them: no empty line behind the last line end. */
  static List<String> linesOf(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = List.of(LINE_END.split(text, -1));
    boolean ended = lines.get(lines.size() - 1).isEmpty();
    return ended ? lines.subList(0, lines.size() - 1) : lines;
  }

  /** A line with up to six characters replaced, inserted, deleted, or its parts swapped. */
  static String wounded(String line, SplittableRandom random) {
    StringBuilder text = new StringBuilder(line);
    for (int wounds = random.nextInt(7); wounds > 0 && text.length() > 1; wounds--) {
      int at = random.nextInt(text.length());
      char spice = SPICE.charAt(random.nextInt(SPICE.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, spice);
        case 1 -> text.insert(at, spice);
        case 2 -> text.deleteCharAt(at);
        default -> text.append(text.substring(0, at)).delete(0, at);
      }
    }
    return text.toString();
  }
}
