package io.weir.examples.weblog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogLineParserTest {
  private static final long MAY_17 = 1431857103; // 2015-05-17T10:05:03Z
  private static final String HEAD = "83.149.9.216 - - [17/May/2015:10:05:03 +0000] ";
  private static final String TAIL = " \"http://example.org/\" \"Mozilla/5.0 (X11)\"";

  @Test
  void readsTheFieldsOfTheCombinedFormat() {
    assertThat(
        LogLineParser.parse(HEAD + "\"GET /a/b.png?x=1 HTTP/1.1\" 200 203023" + TAIL),
        equalTo(new Hit(MAY_17, "83.149.9.216", "GET", "/a/b.png?x=1", 200, 203023)));
  }

  @Test
  void readsTheCommonFormatWithoutRefererAndAgent() {
    assertThat(
        LogLineParser.parse(HEAD + "\"HEAD / HTTP/1.0\" 304 -"),
        equalTo(new Hit(MAY_17, "83.149.9.216", "HEAD", "/", 304, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " \"-\" \"Mozilla",
        " \"-\" \"Mozilla \\",
        " \"ref\"erer\" \"agent\" more",
        " nothing quoted",
        " \u0000\ufffd"
      })
  void brokenRefererOrAgentDoesNotReject(String tail) {
    assertThat(
        LogLineParser.parse(HEAD + "\"GET / HTTP/1.1\" 200 5" + tail),
        equalTo(new Hit(MAY_17, "83.149.9.216", "GET", "/", 200, 5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2001:db8::1", "::ffff:192.0.2.1", "fe80::1%eth0", "host-1.example.org", "a_b"})
  void readsClientsOfEveryKind(String client) {
    assertThat(
        LogLineParser.parse(client + " - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5"),
        equalTo(new Hit(MAY_17, client, "GET", "/", 200, 5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Anna Maria", "o'neil", "a [b] c", "x [17/Foo/2015:10:05:03 +0000]"})
  void userMayHoldSpacesAndBrackets(String user) {
    assertThat(
        LogLineParser.parse(
            "h - " + user + " [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5"),
        equalTo(new Hit(MAY_17, "h", "GET", "/", 200, 5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "GET /say/\\\"hi\\\" HTTP/1.1|GET|/say/\\\"hi\\\"",
        "GET /end\\\\ HTTP/1.1|GET|/end\\\\",
        "GET /old|GET|/old",
        "GET /two words HTTP/1.1|GET|/two words",
        "GET /h2 HTTP/2|GET|/h2",
        "GET /x HTTP/11|GET|/x HTTP/11",
        "OPTIONS * HTTP/1.1|OPTIONS|*",
        "GET http://other.example/ HTTP/1.1|GET|http://other.example/",
        "M-SEARCH /u HTTP/1.1|M-SEARCH|/u",
        "get /\u00e9,\u4e2d HTTP/1.1|get|/\u00e9,\u4e2d",
      })
  void readsRequestsOfEveryKind(String request, String method, String path) {
    assertThat(
        LogLineParser.parse(HEAD + '"' + request + "\" 404 17" + TAIL),
        equalTo(new Hit(MAY_17, "83.149.9.216", method, path, 404, 17)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " - - [",
        "-",
        "- - - [17/May/2015:10:05:03 +0000]",
        "\ufeffh -",
        "a\"b - -",
        "alone"
      })
  void rejectsLinesWithoutClient(String line) {
    assertRejected(line, RejectReason.CLIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17/May/2015:10:05:03 +0000",
        "[17/May/2015:10:05:03]",
        "[17/May/2015:10:05:03 +0000",
        "[17/May/2015:10:05:03 +0000)",
        "[31/Feb/2015:10:05:03 +0000]",
        "[29/Feb/2015:10:05:03 +0000]",
        "[17/Mai/2015:10:05:03 +0000]",
        "[17/may/2015:10:05:03 +0000]",
        "[00/May/2015:10:05:03 +0000]",
        "[17/May/2015:24:00:00 +0000]",
        "[17/May/2015:10:60:03 +0000]",
        "[17/May/2015:10:05:60 +0000]",
        "[17/May/2015:10:05:03 +0060]",
        "[17/May/2015:10:05:03 +1801]",
        "[17/May/0000:10:05:03 +0000]",
        "[17/May/9999:10:05:03 +0000]",
        "[1\u0667/May/2015:10:05:03 +0000]",
        "\"[17/May/2015:10:05:03 +0000]\""
      })
  void rejectsLinesWithoutValidTime(String time) {
    assertRejected("h - - " + time + " \"GET / HTTP/1.1\" 200 5" + TAIL, RejectReason.TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"-\"",
        "\"\"",
        "\"GET\"",
        "\"GET \"",
        "\"GET   HTTP/1.1\"",
        "\"GET HTTP/1.1\"",
        "\" / HTTP/1.1\"",
        "\"\\x16\\x03\\x01 /\"",
        "\"G\u00c9T / HTTP/1.1\"",
        "GET / HTTP/1.1",
        "\"GET / HTTP/1.1",
      })
  void rejectsLinesWithoutRequest(String request) {
    assertRejected(HEAD + request + " 200 5", RejectReason.REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " - 5", " 20 5", " 2000 5", " 099 5", " 2x0 5", "200 5", "  200 5"})
  void rejectsLinesWithoutStatus(String rest) {
    assertRejected(HEAD + "\"GET / HTTP/1.1\"" + rest, RejectReason.STATUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  5",
        " -5",
        " +5",
        " --",
        " 5x",
        " 1.5",
        " 1234567890123456789",
        " 5\t"
      })
  void rejectsLinesWithoutBytes(String rest) {
    assertRejected(HEAD + "\"GET / HTTP/1.1\" 200" + rest, RejectReason.BYTES);
  }

  private static void assertRejected(String line, RejectReason reason) {
    assertThat(line, LogLineParser.parse(line), equalTo(new ParsedLine.Rejected(reason)));
  }
}
