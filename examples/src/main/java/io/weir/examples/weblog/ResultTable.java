package io.weir.examples.weblog;

import java.util.List;
import java.util.Locale;

/** The five results of the job; each is one CSV file. */
enum ResultTable {
  /** Hits with a status of 400 or more; the path in upper case. */
  ERRORS("time", "client", "method", "path", "status"),
  /** Hits and bytes by status class in tumbling windows of five minutes. */
  TRAFFIC("window_start", "status_class", "hits", "bytes"),
  /** Hits and their mean size in windows of ten minutes that start every minute. */
  TREND("window_start", "hits", "mean_bytes"),
  /** Visits: hits of one client, with less than 30 minutes from each to the next. */
  SESSIONS("start", "end", "client", "hits", "bytes"),
  /** Lines that do not parse. */
  REJECTED("reason", "line");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type cannot say so
  private final List<String> columns;

  ResultTable(String... columns) {
    this.columns = List.of(columns);
  }

  /** Column names, the header of the file. */
  List<String> columns() {
    return columns;
  }

  /** Name without its ending: {@code errors}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the file in the output directory. */
  String fileName() {
    return label() + ".csv";
  }
}
