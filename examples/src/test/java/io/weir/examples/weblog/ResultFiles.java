package io.weir.examples.weblog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of one directory.
 *
 * @param contents file name to text
 */
record ResultFiles(Map<String, String> contents) {

  /** Every file in {@code directory}, hidden ones too. */
  static ResultFiles in(Path directory) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ResultFiles(files);
  }

  /** Text of a file that must be there. */
  String text(String name) {
    String text = contents.get(name);
    if (text == null) {
      throw new AssertionError("no " + name + " among " + contents.keySet());
    }
    return text;
  }

  /** Rows below the header; no field of ours holds a line end. */
  List<String> rows(String name) {
    return text(name).lines().skip(1).toList();
  }
}
