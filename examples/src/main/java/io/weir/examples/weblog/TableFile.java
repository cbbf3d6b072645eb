package io.weir.examples.weblog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * One result file, replaced as a whole.
 *
 * <p>A writer fills a temporary file under a name of its own beside the result and renames it. So a
 * reader sees the old file or the new one, and attempts that are repeated or killed half-way do no
 * harm: same rows, same bytes. What a killed attempt leaves is removed by {@link #deleteLeftovers}.
 */
final class TableFile {
  private static final String TEMPORARY_PREFIX = ".weblog-";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private TableFile() {}

  /**
   * Writes header and rows.
   *
   * @param rows sorted already
   * @throws IOException if the directory cannot be written; the result is then as it was
   */
  static void write(String directory, ResultTable table, List<List<String>> rows)
      throws IOException {
    ResourceId parent = FileSystems.matchNewResource(directory, true);
    ResourceId result = child(parent, table.fileName());
    ResourceId temporary =
        child(
            parent, TEMPORARY_PREFIX + table.label() + "-" + UUID.randomUUID() + TEMPORARY_SUFFIX);
    boolean written = false;
    try {
      fill(temporary, table, rows);
      FileSystems.rename(List.of(temporary), List.of(result));
      written = true;
    } finally {
      if (!written) {
        FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
    }
  }

  private static void fill(ResourceId file, ResultTable table, List<List<String>> rows)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            Channels.newWriter(FileSystems.create(file, MimeTypes.TEXT), StandardCharsets.UTF_8))) {
      out.write(CsvFormat.row(table.columns()));
      for (List<String> row : rows) {
        out.write(CsvFormat.row(row));
      }
    }
  }

  /**
   * Deletes temporary files of attempts that were killed. Only when no attempt runs any more.
   *
   * @throws IOException if the directory cannot be listed or a file not deleted
   */
  static void deleteLeftovers(String directory) throws IOException {
    ResourceId parent = FileSystems.matchNewResource(directory, true);
    MatchResult match = FileSystems.match(parent + TEMPORARY_PREFIX + "*" + TEMPORARY_SUFFIX);
    if (match.status() == MatchResult.Status.OK) {
      FileSystems.delete(
          match.metadata().stream().map(MatchResult.Metadata::resourceId).toList(),
          StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  private static ResourceId child(ResourceId parent, String name) {
    return parent.resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }
}
