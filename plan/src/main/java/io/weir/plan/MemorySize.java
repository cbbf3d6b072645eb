package io.weir.plan;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as a JVM takes them: {@code 512m}, {@code 2g}, or bytes. */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([kmg]?)");

  private MemorySize() {}

  /**
   * The size in bytes; empty when the text is.
   *
   * @throws IllegalArgumentException naming the option and its value
   */
  static OptionalLong of(String option, String text) {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    long bytes =
        matcher.matches() ? Long.parseLong(matcher.group(1)) << shift(matcher.group(2)) : 0;
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "--%s=%s: expected a size such as 512m or 2g".formatted(option, text));
    }
    return OptionalLong.of(bytes);
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "k" -> 10;
      case "m" -> 20;
      case "g" -> 30;
      default -> 0;
    };
  }
}
