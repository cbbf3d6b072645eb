package io.weir.plan.state;

import java.util.List;
import java.util.Optional;

/**
 * What the state of one operator consists of.
 *
 * @param operator the operator's stable name
 * @param cells its pieces
 */
public record OperatorState(String operator, List<StateCell> cells) {
  /** Copies the list. */
  public OperatorState {
    cells = List.copyOf(cells);
  }

  /**
   * The cell that has the id of another one, whatever its kind. The operator's own cell of the key
   * is apart: user state may have its id.
   */
  public Optional<StateCell> counterpart(StateCell other) {
    return cells.stream()
        .filter(cell -> cell.id().equals(other.id()) && cell.isOfKey() == other.isOfKey())
        .findFirst();
  }
}
