package io.weir.examples.weblog;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * The time field of the common and combined formats: {@code 17/May/2015:10:05:03 +0000}.
 *
 * <p>Every place is fixed, so the field is read by position. Years run from 0001 to 9998: whatever
 * the zone, the instant then has a year of four digits, and ISO-8601 texts sort as the times do.
 */
final class LogTime {
  /** Length of the field, without its brackets. */
  static final int LENGTH = 26;

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String SHAPE = "00/AAA/0000:00:00:00 ~0000";
  private static final int MAX_YEAR = 9998;
  private static final int MAX_ZONE_HOURS = 18;

  private LogTime() {}

  /**
   * Reads the field at {@code start}.
   *
   * @return seconds since the epoch, or empty when there is no valid time at this place (wrong
   *     shape, unknown month, no such day, hour or zone; a leap second counts as no such time)
   */
  static OptionalLong read(String line, int start) {
    if (start + LENGTH > line.length() || !hasShape(line, start)) {
      return OptionalLong.empty();
    }
    int month = MONTHS.indexOf(line.substring(start + 3, start + 6)) + 1;
    int year = digits(line, start + 7, 4);
    int zoneHours = digits(line, start + 22, 2);
    int zoneMinutes = digits(line, start + 24, 2);
    if (month == 0 || year == 0 || year > MAX_YEAR || zoneMinutes > 59) {
      return OptionalLong.empty();
    }
    int zoneSeconds = zoneHours * 3600 + zoneMinutes * 60;
    if (zoneSeconds > MAX_ZONE_HOURS * 3600) {
      return OptionalLong.empty();
    }
    int sign = line.charAt(start + 21) == '-' ? -1 : 1;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year,
              month,
              digits(line, start, 2),
              digits(line, start + 12, 2),
              digits(line, start + 15, 2),
              digits(line, start + 18, 2));
      return OptionalLong.of(local.toEpochSecond(ZoneOffset.UTC) - (long) sign * zoneSeconds);
    } catch (DateTimeException noSuchDate) {
      return OptionalLong.empty();
    }
  }

  /** {@code 0} in the shape is a digit, {@code A} a letter, {@code ~} a sign. */
  private static boolean hasShape(String line, int start) {
    for (int i = 0; i < LENGTH; i++) {
      char c = line.charAt(start + i);
      boolean fits =
          switch (SHAPE.charAt(i)) {
            case '0' -> c >= '0' && c <= '9';
            case 'A' -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            case '~' -> c == '+' || c == '-';
            default -> c == SHAPE.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String line, int start, int count) {
    int value = 0;
    for (int i = start; i < start + count; i++) {
      value = value * 10 + (line.charAt(i) - '0');
    }
    return value;
  }
}
