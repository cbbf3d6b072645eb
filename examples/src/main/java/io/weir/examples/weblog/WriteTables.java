package io.weir.examples.weblog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/**
 * Gathers the rows of each table and writes its file, sorted, once the input has ended.
 *
 * <p>Rows go to one group per table in the global window. An empty row per table is added, so that
 * a table without rows has a group, and a file with its header, too. The rows of one table are
 * sorted in the memory of one worker: four of the tables are aggregates or rare, and {@code
 * rejected} is rare in any log worth reading.
 */
final class WriteTables extends PTransform<PCollectionList<KV<String, List<String>>>, PDone> {
  /** Coder of the fields of a row. */
  static final Coder<List<String>> FIELDS_CODER = ListCoder.of(StringUtf8Coder.of());

  private static final Coder<KV<String, List<String>>> ROW_CODER =
      KvCoder.of(StringUtf8Coder.of(), FIELDS_CODER);

  private final String directory;

  /**
   * Writes to a directory.
   *
   * @param directory where the files go, on any file system that Beam knows; made if missing
   */
  WriteTables(String directory) {
    this.directory = directory;
  }

  /** The rows of one table, in whatever windows they are, made ready for this transform. */
  static PTransform<PCollection<List<String>>, PCollection<KV<String, List<String>>>> rowsOf(
      ResultTable table) {
    return new RowsOf(table);
  }

  /** Name of the counter of a table's rows. */
  static String rowCount(ResultTable table) {
    return "rows." + table.label();
  }

  @Override
  public PDone expand(PCollectionList<KV<String, List<String>>> rows) {
    List<KV<String, List<String>>> empty =
        Arrays.stream(ResultTable.values())
            .map(table -> KV.<String, List<String>>of(table.name(), List.of()))
            .toList();
    rows.and(rows.getPipeline().apply("Every table", Create.of(empty).withCoder(ROW_CODER)))
        .apply("All rows", Flatten.pCollections())
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(directory)));
    return PDone.in(rows.getPipeline());
  }

  private static final class RowsOf
      extends PTransform<PCollection<List<String>>, PCollection<KV<String, List<String>>>> {
    private final String table;

    RowsOf(ResultTable table) {
      this.table = table.name();
    }

    @Override
    public PCollection<KV<String, List<String>>> expand(PCollection<List<String>> rows) {
      return rows.apply("Until the end", Window.into(new GlobalWindows()))
          .apply("Name", WithKeys.of(table))
          .setCoder(ROW_CODER);
    }
  }

  private static final class WriteFn extends DoFn<KV<String, Iterable<List<String>>>, Void> {
    private final String directory;

    WriteFn(String directory) {
      this.directory = directory;
    }

    /** Thread: subtask thread; writes one file, again whenever the group is processed again. */
    @ProcessElement
    public void process(@Element KV<String, Iterable<List<String>>> group) throws IOException {
      ResultTable table = ResultTable.valueOf(group.getKey());
      List<List<String>> rows = new ArrayList<>();
      for (List<String> row : group.getValue()) {
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
      rows.sort(new RowOrder());
      TableFile.write(directory, table, rows);
      Metrics.counter(WriteTables.class, rowCount(table)).inc(rows.size());
    }
  }
}
