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

  /** The cell of that id, whatever its kind. */
  public Optional<StateCell> cell(String id) {
    return cells.stream().filter(cell -> cell.id().equals(id)).findFirst();
  }
}
