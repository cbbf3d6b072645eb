package io.weir.examples.weblog;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The five files computed line by line in plain Java: what the job is held against. */
final class ReferenceTables {
  private final List<List<String>> errors = new ArrayList<>();
  private final Map<List<String>, long[]> traffic = new TreeMap<>(bytewise());
  private final Map<Long, long[]> trend = new TreeMap<>();
  private final Map<String, List<ReferenceLine>> clients = new TreeMap<>();
  private final List<List<String>> rejected = new ArrayList<>();

  private ReferenceTables() {}

  /** The files for a log. */
  static ResultFiles of(List<String> lines) {
    ReferenceTables tables = new ReferenceTables();
    lines.forEach(tables::add);
    Map<String, String> files = new TreeMap<>();
    files.put("errors.csv", file("time,client,method,path,status", tables.errors));
    files.put("traffic.csv", file("window_start,status_class,hits,bytes", tables.trafficRows()));
    files.put("trend.csv", file("window_start,hits,mean_bytes", tables.trendRows()));
    files.put("sessions.csv", file("start,end,client,hits,bytes", tables.sessionRows()));
    files.put("rejected.csv", file("reason,line", tables.rejected));
    return new ResultFiles(files);
  }

  private void add(String text) {
    ReferenceLine line = ReferenceLine.of(text);
    if (line.reason() != null) {
      rejected.add(List.of(line.reason(), text));
      return;
    }
    if (line.status() >= 400) {
      errors.add(
          List.of(
              iso(line.second()),
              line.client(),
              line.method(),
              line.path().toUpperCase(Locale.ROOT),
              "" + line.status()));
    }
    long fiveMinutes = Math.floorDiv(line.second(), 300L) * 300;
    String statusClass = ("" + line.status()).charAt(0) + "xx";
    count(traffic.computeIfAbsent(List.of(iso(fiveMinutes), statusClass), k -> new long[2]), line);
    for (long start = Math.floorDiv(line.second(), 60L) * 60;
        start > line.second() - 600;
        start -= 60) {
      count(trend.computeIfAbsent(start, k -> new long[2]), line);
    }
    clients.computeIfAbsent(line.client(), k -> new ArrayList<>()).add(line);
  }

  private static void count(long[] hitsAndBytes, ReferenceLine line) {
    hitsAndBytes[0]++;
    hitsAndBytes[1] =
        BigInteger.valueOf(hitsAndBytes[1])
            .add(BigInteger.valueOf(line.bytes()))
            .min(BigInteger.valueOf(Long.MAX_VALUE))
            .longValue();
  }

  private List<List<String>> trafficRows() {
    List<List<String>> rows = new ArrayList<>();
    traffic.forEach(
        (key, sum) -> rows.add(List.of(key.get(0), key.get(1), "" + sum[0], "" + sum[1])));
    return rows;
  }

  private List<List<String>> trendRows() {
    List<List<String>> rows = new ArrayList<>();
    trend.forEach((start, sum) -> rows.add(List.of(iso(start), "" + sum[0], mean(sum))));
    return rows;
  }

  /** Half up by hand: hundredths, plus one half, rounded down. */
  private static String mean(long[] sum) {
    BigInteger hits = BigInteger.valueOf(sum[0]);
    String hundredths =
        BigInteger.valueOf(sum[1])
            .multiply(BigInteger.valueOf(200))
            .add(hits)
            .divide(hits.multiply(BigInteger.TWO))
            .toString();
    String padded = "0".repeat(Math.max(0, 3 - hundredths.length())) + hundredths;
    int point = padded.length() - 2;
    return padded.substring(0, point) + "." + padded.substring(point);
  }

  private List<List<String>> sessionRows() {
    List<List<String>> rows = new ArrayList<>();
    for (List<ReferenceLine> hits : clients.values()) {
      hits.sort(Comparator.comparingLong(ReferenceLine::second));
      int first = 0;
      for (int i = 1; i <= hits.size(); i++) {
        if (i == hits.size() || hits.get(i).second() - hits.get(i - 1).second() >= 1800) {
          rows.add(session(hits.subList(first, i)));
          first = i;
        }
      }
    }
    return rows;
  }

  private static List<String> session(List<ReferenceLine> hits) {
    long[] sum = new long[2];
    hits.forEach(hit -> count(sum, hit));
    ReferenceLine first = hits.get(0);
    ReferenceLine last = hits.get(hits.size() - 1);
    return List.of(
        iso(first.second()), iso(last.second()), first.client(), "" + sum[0], "" + sum[1]);
  }

  private static String iso(long second) {
    return Instant.ofEpochSecond(second).toString();
  }

  private static String file(String header, List<List<String>> rows) {
    rows.sort(bytewise());
    StringBuilder file = new StringBuilder(header).append("\r\n");
    for (List<String> row : rows) {
      file.append(String.join(",", row.stream().map(ReferenceTables::quoted).toList()))
          .append("\r\n");
    }
    return file.toString();
  }

  private static String quoted(String field) {
    return field.matches("(?s).*[,\"\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  private static Comparator<List<String>> bytewise() {
    return (left, right) -> {
      for (int i = 0; i < left.size(); i++) {
        int order =
            Arrays.compareUnsigned(
                left.get(i).getBytes(StandardCharsets.UTF_8),
                right.get(i).getBytes(StandardCharsets.UTF_8));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
