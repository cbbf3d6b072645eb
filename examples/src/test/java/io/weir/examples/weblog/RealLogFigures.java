package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a real log must give: 10,000 lines of May 2015, "apache_logs" of the public repository
 * elastic/examples.
 *
 * <p>The figures were computed without Weir, Beam or Java: by a Python script that reads the lines
 * with one regular expression, groups them with dictionaries (mean by {@code decimal}, {@code
 * ROUND_HALF_UP}), and writes with the {@code csv} module; the number of clients, the sum of bytes
 * and the number of errors were counted a second time with awk.
 */
final class RealLogFigures {
  /** File name to number of rows and SHA-256 of the file. */
  static final Map<String, String> DIGESTS =
      new TreeMap<>(
          Map.of(
              "errors.csv",
              "220 93ff3d8654f90a7890dfdca598440715ad169b3c7f617c4dbac154bd08f74617",
              "traffic.csv",
              "241 4b5666c61b51196b03b5b63eefd035477cb9caab8a94ee28dda65130ad632cc9",
              "trend.csv",
              "840 d9e1ea02876dc4b8e3eca6a9ed1f3409311ae17d29f79bb31173123ca69bbd0e",
              "sessions.csv",
              "3052 e95e11c3c9bf84cd231d0afcccdc79b4937f414030f8864ad439a84fbce4b7cc",
              "rejected.csv",
              "0 c128be5ded92a8493e7cdb15675b80eed07c88ec8104d3a87fbdec0fb8620b14"));

  private static final long HITS = 10_000;
  private static final long BYTES = 2_747_282_740L;
  private static final long CLIENTS = 1753;
  private static final long NOT_FOUND = 213;
  private static final String LONGEST_SESSION =
      "2015-05-18T08:05:00Z,2015-05-18T08:05:59Z,75.97.9.59,108,13399763";

  private RealLogFigures() {}

  /** Checks sums over the files: they say what is wrong where a digest only says that. */
  static void check(ResultFiles files) {
    List<String> traffic = files.rows("traffic.csv");
    List<String> sessions = files.rows("sessions.csv");
    assertThat(sum(traffic, 2), equalTo(HITS));
    assertThat(sum(traffic, 3), equalTo(BYTES));
    assertThat("ten windows each", sum(files.rows("trend.csv"), 1), equalTo(10 * HITS));
    assertThat(sum(sessions, 3), equalTo(HITS));
    assertThat(sum(sessions, 4), equalTo(BYTES));
    assertThat(
        sessions.stream().map(row -> row.split(",", -1)[2]).distinct().count(), equalTo(CLIENTS));
    assertThat(
        files.rows("errors.csv").stream().filter(row -> row.endsWith(",404")).count(),
        equalTo(NOT_FOUND));
    assertThat(
        sessions.stream().max(Comparator.comparingLong(row -> column(row, 3))).orElseThrow(),
        equalTo(LONGEST_SESSION));
  }

  private static long sum(List<String> rows, int column) {
    return rows.stream().mapToLong(row -> column(row, column)).sum();
  }

  private static long column(String row, int column) {
    return Long.parseLong(row.split(",", -1)[column]);
  }
}
