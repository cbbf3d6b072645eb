package io.weir.examples.weblog;

import java.time.Instant;

/**
 * One request that the server answered.
 *
 * @param epochSecond when, in seconds since 1970-01-01T00:00:00Z
 * @param client host name or address, as logged
 * @param method request method, as logged
 * @param path path with its query string, as logged (escapes are kept)
 * @param status HTTP status, 100 to 999
 * @param bytes size of the answer; 0 where the log says {@code -}
 */
record Hit(long epochSecond, String client, String method, String path, int status, long bytes)
    implements ParsedLine {

  /** Status class as in {@code traffic.csv}: {@code 2xx} for 200 to 299. */
  String statusClass() {
    return status / 100 + "xx";
  }

  /** Time as an ISO-8601 UTC instant with second resolution. */
  String time() {
    return Instant.ofEpochSecond(epochSecond).toString();
  }
}
