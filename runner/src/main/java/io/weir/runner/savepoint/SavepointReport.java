package io.weir.runner.savepoint;

import io.weir.engine.checkpoint.SubtaskSnapshot.InFlight;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.plan.state.OperatorState;
import io.weir.plan.state.StateCell;
import io.weir.runner.savepoint.TableSizes.Size;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in a savepoint, in words. Reads all of its keyed state. */
public final class SavepointReport {
  private static final String IN_FLIGHT = "elements in flight";
  private static final String ROW = "  %-28s %-13s %10s %10s %12s  %s%n";

  private final Savepoint savepoint;
  private final PrintStream out;

  private SavepointReport(Savepoint savepoint, PrintStream out) {
    this.savepoint = savepoint;
    this.out = out;
  }

  /**
   * Prints transforms, state ids, coders, numbers of keys and bytes.
   *
   * @throws IOException if a file cannot be read or is damaged; names it
   */
  public static void print(Savepoint savepoint, PrintStream out) throws IOException {
    new SavepointReport(savepoint, out).print();
  }

  private void print() throws IOException {
    CheckpointManifest manifest = savepoint.manifest();
    out.printf(
        "%s%njob %s (%s), checkpoint %d%s, max parallelism %d%n",
        savepoint.path(),
        manifest.jobName(),
        manifest.job(),
        manifest.checkpointId(),
        manifest.isFinal() ? ", the last one" : "",
        manifest.maxParallelism());
    long bytes = 0;
    for (String operator : new TreeSet<>(savepoint.savedState().operatorsWithState())) {
      bytes += print(operator);
    }
    out.printf(
        "%d operators with state, %d bytes%n",
        savepoint.savedState().operatorsWithState().size(), bytes);
  }

  private long print(String operator) throws IOException {
    Map<String, Size> sizes = sizes(operator);
    out.printf("%n%s%n", operator);
    out.printf(ROW, "STATE", "KIND", "KEYS", "ENTRIES", "BYTES", "CODER");
    Map<String, StateCell> cells = new TreeMap<>();
    Optional<OperatorState> schema = savepoint.schema().operator(operator);
    schema.ifPresent(state -> state.cells().forEach(cell -> cells.put(cell.id(), cell)));
    TreeSet<String> names = new TreeSet<>(cells.keySet());
    names.addAll(sizes.keySet());
    long bytes = 0;
    for (String name : names) {
      Size size = sizes.get(name);
      StateCell cell = cells.get(name);
      bytes += size == null ? 0 : size.bytes();
      out.printf(
          ROW,
          name,
          cell == null ? "engine" : cell.kind().name().toLowerCase(Locale.ROOT),
          size == null || size.keys() == 0 ? "-" : size.keys(),
          size == null || name.equals(IN_FLIGHT) ? "-" : size.entries(),
          size == null ? "-" : size.bytes(),
          cell == null ? "" : coders(cell));
    }
    return bytes;
  }

  private String coders(StateCell cell) {
    return String.join(
        ", ", cell.coders().stream().map(savepoint.schema()::describeCoder).toList());
  }

  private Map<String, Size> sizes(String operator) throws IOException {
    Map<String, Size> sizes = keyedSizes(operator);
    for (VertexSnapshot vertex : savepoint.manifest().vertices()) {
      vertex
          .subtasks()
          .forEach(
              subtask -> {
                OperatorSnapshot snapshot = subtask.operators().get(operator);
                if (snapshot != null) {
                  addOperatorState(sizes, snapshot.operatorState());
                  addInFlight(sizes, snapshot.inFlight());
                }
              });
    }
    return sizes;
  }

  private Map<String, Size> keyedSizes(String operator) throws IOException {
    try (TableSizes tables = new TableSizes(savepoint.manifest().maxParallelism())) {
      savepoint.reader().operator(operator, 0, 1).loadKeyed(tables);
      return new TreeMap<>(tables.sizes());
    }
  }

  /** Only a checkpoint has such; how many elements they are is known to their codec only. */
  private static void addInFlight(Map<String, Size> sizes, List<InFlight> inFlight) {
    for (InFlight elements : inFlight) {
      Size before = sizes.getOrDefault(IN_FLIGHT, Size.NONE);
      sizes.put(IN_FLIGHT, before.plus(0, 0, elements.section().length()));
    }
  }

  private static void addOperatorState(Map<String, Size> sizes, Map<String, List<Bytes>> cells) {
    cells.forEach(
        (cell, entries) -> {
          Size before = sizes.getOrDefault(cell, Size.NONE);
          long bytes = entries.stream().mapToLong(Bytes::size).sum();
          sizes.put(cell, before.plus(0, entries.size(), bytes));
        });
  }
}
