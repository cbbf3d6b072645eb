package io.weir.worker.state;

import java.util.Map;
import org.apache.beam.sdk.coders.Coder;

/**
 * Which coders a DoFn's cells are stored with: those that it names, but for cells whose schema has
 * changed since their state was saved. Thread: any.
 *
 * @param evolved the coders of such cells, by state id; they read and write the old form, too
 */
public record CellCoders(Map<String, Coder<?>> evolved) {
  /** All cells have the coders that are named. */
  public static final CellCoders AS_DECLARED = new CellCoders(Map.of());

  /** Copies the map. */
  public CellCoders {
    evolved = Map.copyOf(evolved);
  }

  /** The coder of a cell's values. */
  @SuppressWarnings("unchecked") // The plan has seen that both are coders of the same values.
  <T> Coder<T> of(String id, Coder<T> declared) {
    return (Coder<T>) evolved.getOrDefault(id, declared);
  }
}
