package io.weir.examples.weblog;

/**
 * The request field: {@code GET /path?query HTTP/1.1}, or {@code GET /path} as HTTP/0.9 had it.
 *
 * @param method a token as HTTP defines it
 * @param path everything between the method and the protocol; may hold spaces
 */
record LogRequest(String method, String path) {
  /** Stands for a request without a method or without a path. */
  static final LogRequest UNREADABLE = new LogRequest("", "");

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /** Splits the text of the field; answers {@link #UNREADABLE} where method or path is missing. */
  static LogRequest parse(String text) {
    int space = text.indexOf(' ');
    if (space <= 0) {
      return UNREADABLE;
    }
    String method = text.substring(0, space);
    String path = withoutProtocol(text.substring(space + 1));
    return isToken(method) && hasText(path) ? new LogRequest(method, path) : UNREADABLE;
  }

  private static String withoutProtocol(String text) {
    int space = text.lastIndexOf(' ');
    if (!isProtocol(text.substring(space + 1))) {
      return text;
    }
    return space < 0 ? "" : text.substring(0, space);
  }

  /** {@code HTTP/2} or {@code HTTP/1.1}. */
  private static boolean isProtocol(String text) {
    if (!text.startsWith("HTTP/")) {
      return false;
    }
    return switch (text.length()) {
      case 6 -> isDigit(text.charAt(5));
      case 8 -> isDigit(text.charAt(5)) && text.charAt(6) == '.' && isDigit(text.charAt(7));
      default -> false;
    };
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && TOKEN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasText(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != ' ') {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
