package io.weir.examples.weblog;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads one line of a log in the common or combined format.
 *
 * <pre>client ident user [time] "METHOD path protocol" status bytes "referer" "agent"</pre>
 *
 * <p>Fields are read from left to right; the first that cannot be read rejects the line. What
 * stands behind the size (referer, agent, anything else) is not looked at. Never throws, whatever
 * the line; runs in time linear in its length. One object reads one line. Thread: any, one at a
 * time.
 */
final class LogLineParser {
  /** Largest size has 18 digits, so it fits a {@code long} with room for a sum. */
  private static final int MAX_BYTES_DIGITS = 18;

  private final String line;
  private int position;

  private LogLineParser(String line) {
    this.line = line;
  }

  /** Parses {@code line}, which has no line end. */
  static ParsedLine parse(String line) {
    return new LogLineParser(line).parse();
  }

  private ParsedLine parse() {
    String client = client();
    if (client.isEmpty()) {
      return new ParsedLine.Rejected(RejectReason.CLIENT);
    }
    OptionalLong time = time();
    if (time.isEmpty()) {
      return new ParsedLine.Rejected(RejectReason.TIME);
    }
    LogRequest request = LogRequest.parse(quoted());
    if (request.equals(LogRequest.UNREADABLE)) {
      return new ParsedLine.Rejected(RejectReason.REQUEST);
    }
    OptionalInt status = status(token());
    if (status.isEmpty()) {
      return new ParsedLine.Rejected(RejectReason.STATUS);
    }
    OptionalLong bytes = bytes(token());
    if (bytes.isEmpty()) {
      return new ParsedLine.Rejected(RejectReason.BYTES);
    }
    return new Hit(
        time.getAsLong(),
        client,
        request.method(),
        request.path(),
        status.getAsInt(),
        bytes.getAsLong());
  }

  /** Host name, IPv4 or IPv6 address up to the first space; empty when there is none. */
  private String client() {
    int end = line.indexOf(' ');
    boolean named = false;
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        named = true;
      } else if (".:-_%".indexOf(c) < 0) {
        return "";
      }
    }
    if (!named) {
      return "";
    }
    position = end;
    return line.substring(0, end);
  }

  /**
   * First valid bracketed time before the request. A user name may hold spaces and brackets (it is
   * not escaped), but never a bare quote, so the search ends there.
   */
  private OptionalLong time() {
    int quote = line.indexOf('"', position);
    int limit = quote < 0 ? line.length() : quote;
    for (int open = line.indexOf(" [", position);
        open >= 0 && open < limit;
        open = line.indexOf(" [", open + 1)) {
      int close = open + 2 + LogTime.LENGTH;
      OptionalLong time = LogTime.read(line, open + 2);
      if (time.isPresent() && close < line.length() && line.charAt(close) == ']') {
        position = close + 1;
        return time;
      }
    }
    return OptionalLong.empty();
  }

  /** Text of the quoted field after one space, escapes kept; empty when there is no such field. */
  private String quoted() {
    if (!line.startsWith(" \"", position)) {
      return "";
    }
    int start = position + 2;
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++; // whatever follows a backslash, a quote too, belongs to the field
      } else if (c == '"') {
        position = i + 1;
        return line.substring(start, i);
      }
    }
    return "";
  }

  /** Text after one space, up to the next space or the end; empty when there is none. */
  private String token() {
    if (position >= line.length() || line.charAt(position) != ' ') {
      return "";
    }
    int start = position + 1;
    int space = line.indexOf(' ', start);
    position = space < 0 ? line.length() : space;
    return line.substring(start, position);
  }

  private static OptionalInt status(String token) {
    if (token.length() != 3 || !allDigits(token) || token.charAt(0) == '0') {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(token));
  }

  private static OptionalLong bytes(String token) {
    if (token.equals("-")) {
      return OptionalLong.of(0);
    }
    if (token.isEmpty() || token.length() > MAX_BYTES_DIGITS || !allDigits(token)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(token));
  }

  /** ASCII digits only: {@code Character.isDigit} would let other scripts through. */
  private static boolean allDigits(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) < '0' || token.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
