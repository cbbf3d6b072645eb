package io.weir.validatesrunner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed tables of this module: comma separated, a header line, the test's class and method
 * first. Only the last column may contain commas.
 */
final class CsvResource {

  private CsvResource() {}

  /** Reads a table that lies beside this class: the remaining cells by test. */
  static Map<TestId, List<String>> read(String name) {
    try (InputStream stream = CsvResource.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }

  /** Reads a table from {@code reader}; refuses a line without class and method, or said twice. */
  static Map<TestId, List<String>> read(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    if (header == null) {
      throw new IllegalArgumentException("a table without a header");
    }
    int columns = header.split(",", -1).length;
    Map<TestId, List<String>> rows = new TreeMap<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      List<String> cells = List.of(line.split(",", columns));
      if (cells.size() != columns) {
        throw new IllegalArgumentException("expected " + columns + " cells: " + line);
      }
      TestId test = new TestId(cells.get(0), cells.get(1));
      if (rows.put(test, cells.subList(2, columns)) != null) {
        throw new IllegalArgumentException("listed twice: " + test);
      }
    }
    return rows;
  }
}
