package io.weir.examples.weblog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * An endless access log in the combined format, made up from a seed.
 *
 * <p>Line {@code i} depends on the seed and on {@code i} only, so any part of the log can be made
 * anywhere. It looks like that of a small site: a handful of visitors at a time, crawlers that
 * never leave, lines out of order by up to {@value #MAX_DISORDER_SECONDS} seconds, and about one
 * line in a hundred that is damaged. Thread: any; it has no state.
 */
final class LogGenerator {
  private static final long FIRST_SECOND = Instant.parse("2026-01-05T06:00:00Z").getEpochSecond();
  private static final int SECONDS_PER_LINE = 3;
  private static final int MAX_DISORDER_SECONDS = 40;
  private static final int ONE_DAMAGED_IN = 100;
  private static final int ONE_ODD_ZONE_IN = 50;
  private static final int ONE_BARE_REQUEST_IN = 500;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
  private static final ZoneOffset[] ODD_ZONES = {
    ZoneOffset.ofHoursMinutes(-3, -30), ZoneOffset.ofHoursMinutes(5, 45), ZoneOffset.ofHours(-11)
  };
  private static final String[] USERS = {"alice", "bob", "Anna Maria", "o'neil"};
  private static final String[] REFERERS = {
    "-",
    "https://example.org/",
    "https://www.example.com/search?q=weir,%20dam",
    "https://example.net/say?what=\\\"quoted\\\""
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    "ExampleBot/2.1 (+https://example.org/bot.html)",
    "\\\"odd\\\" agent, with \\\\ escapes",
    "-"
  };

  private final long seed;
  private final GeneratedTraffic traffic;

  /**
   * A log.
   *
   * @param seed any number
   */
  LogGenerator(long seed) {
    this.seed = seed;
    this.traffic = new GeneratedTraffic(seed);
  }

  /**
   * One line, without line end.
   *
   * @param index number of the line, from 0
   */
  String line(long index) {
    SplittableRandom random = GeneratedTraffic.randomFor(seed, index);
    String client = traffic.client(index, random);
    String time = time(index, random);
    String path = traffic.path(random);
    int status = traffic.status(path, random);
    String line =
        client
            + " - "
            + (random.nextInt(40) == 0 ? pick(USERS, random) : "-")
            + " ["
            + time
            + "] \""
            + request(path, random)
            + "\" "
            + status
            + ' '
            + traffic.bytes(status, random)
            + " \""
            + pick(REFERERS, random)
            + "\" \""
            + pick(AGENTS, random)
            + '"';
    return random.nextInt(ONE_DAMAGED_IN) == 0 ? Damage.any(random).applyTo(line, random) : line;
  }

  private static String time(long index, SplittableRandom random) {
    long second =
        FIRST_SECOND
            + index * SECONDS_PER_LINE
            + random.nextInt(-MAX_DISORDER_SECONDS / 2, MAX_DISORDER_SECONDS / 2 + 1);
    ZoneOffset zone =
        random.nextInt(ONE_ODD_ZONE_IN) == 0 ? pick(ODD_ZONES, random) : ZoneOffset.UTC;
    return TIME.format(Instant.ofEpochSecond(second).atOffset(zone));
  }

  private static String request(String path, SplittableRandom random) {
    if (random.nextInt(ONE_BARE_REQUEST_IN) == 0) {
      return "GET " + path;
    }
    int kind = random.nextInt(100);
    String method = kind < 92 ? "GET" : kind < 96 ? "POST" : kind < 99 ? "HEAD" : "OPTIONS";
    return method + ' ' + path + (random.nextInt(10) == 0 ? " HTTP/1.0" : " HTTP/1.1");
  }

  private static <T> T pick(T[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }
}
