package io.weir.examples.weblog;

import java.util.List;

/**
 * CSV as RFC 4180 has it: comma between fields, CRLF after every row, the last one too; a field
 * that holds a comma, a quote, a carriage return or a line feed is quoted, and a quote in it
 * doubled.
 */
final class CsvFormat {
  private static final String LINE_END = "\r\n";

  private CsvFormat() {}

  /** One row with its line end. */
  static String row(List<String> fields) {
    return rowWithoutEnd(fields) + LINE_END;
  }

  /** One row alone. */
  static String rowWithoutEnd(List<String> fields) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        row.append(',');
      }
      appendField(row, fields.get(i));
    }
    return row.toString();
  }

  private static void appendField(StringBuilder row, String field) {
    if (!needsQuotes(field)) {
      row.append(field);
      return;
    }
    row.append('"').append(field.replace("\"", "\"\"")).append('"');
  }

  private static boolean needsQuotes(String field) {
    for (int i = 0; i < field.length(); i++) {
      switch (field.charAt(i)) {
        case ',', '"', '\r', '\n' -> {
          return true;
        }
        default -> {
          // plain text
        }
      }
    }
    return false;
  }
}
