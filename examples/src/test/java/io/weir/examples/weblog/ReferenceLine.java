package io.weir.examples.weblog;

import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line should parse to, computed with regular expressions and none of the job's code.
 *
 * @param reason why the line is rejected; null if it parses, and then the other fields count
 */
record ReferenceLine(
    @Nullable String reason,
    long second,
    String client,
    String method,
    String path,
    int status,
    long bytes) {
  private static final Pattern CLIENT = Pattern.compile("(?=[^ ]*[A-Za-z0-9])([A-Za-z0-9.:%_-]+) ");
  private static final Pattern BEFORE_REQUEST = Pattern.compile("[^\"]*", Pattern.DOTALL);
  private static final Pattern TIME =
      Pattern.compile(" \\[(\\d\\d/[A-Za-z]{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})\\]");
  private static final Pattern QUOTED =
      Pattern.compile(" \"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.DOTALL);
  private static final Pattern REQUEST =
      Pattern.compile(
          "([A-Za-z0-9!#$%&'*+.^_`|~-]+) (?!HTTP/\\d(?:\\.\\d)?$)(.*?)( HTTP/\\d(?:\\.\\d)?)?",
          Pattern.DOTALL);
  private static final Pattern STATUS = Pattern.compile(" ([1-9]\\d\\d)(?= |\\z)");
  private static final Pattern BYTES = Pattern.compile(" (-|\\d+)(?= |\\z)");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  static ReferenceLine of(String line) {
    Matcher client = CLIENT.matcher(line);
    if (!client.lookingAt()) {
      return rejected("client");
    }
    Matcher head = BEFORE_REQUEST.matcher(line);
    int headEnd = head.lookingAt() ? head.end() : 0;
    Matcher time = TIME.matcher(line);
    // The space before the bracket may be the one behind the client.
    int from = client.end() - 1;
    OffsetDateTime when = null;
    while (when == null && time.find(from) && time.start() < headEnd) {
      when = instant(time.group(1));
      from = time.start() + 1;
    }
    if (when == null) {
      return rejected("time");
    }
    Matcher quoted = QUOTED.matcher(line).region(time.end(), line.length());
    if (!quoted.lookingAt()) {
      return rejected("request");
    }
    Matcher request = REQUEST.matcher(quoted.group(1));
    if (!request.matches() || request.group(2).replace(" ", "").isEmpty()) {
      return rejected("request");
    }
    Matcher status = STATUS.matcher(line).region(quoted.end(), line.length());
    if (!status.lookingAt()) {
      return rejected("status");
    }
    Matcher bytes = BYTES.matcher(line).region(status.end(), line.length());
    if (!bytes.lookingAt() || bytes.group(1).length() > 18) {
      return rejected("bytes");
    }
    return new ReferenceLine(
        null,
        when.toEpochSecond(),
        client.group(1),
        request.group(1),
        request.group(2),
        Integer.parseInt(status.group(1)),
        bytes.group(1).equals("-") ? 0 : new BigInteger(bytes.group(1)).longValueExact());
  }

  private static ReferenceLine rejected(String reason) {
    return new ReferenceLine(reason, 0, "", "", "", 0, 0);
  }

  private static @Nullable OffsetDateTime instant(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, FORMAT);
      return time.getYear() >= 1 && time.getYear() <= 9998 ? time : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
