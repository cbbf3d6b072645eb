package io.weir.plan.state;

import io.weir.plan.state.CoderVerdict.Evolved;
import io.weir.plan.state.StateChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Compares the state of a savepoint with what a pipeline keeps. Thread: one at a time. */
public final class StateComparison {
  private final SavedState saved;
  private final StateSchema schema;
  private final TransformNameMapping names;
  private final CoderComparison coders;
  private final List<StateChange> changes = new ArrayList<>();
  private final Map<CellName, RunnerApi.Coder> evolved = new TreeMap<>();

  private StateComparison(SavedState saved, StateSchema schema, TransformNameMapping names) {
    this.saved = saved;
    this.schema = schema;
    this.names = names;
    this.coders = new CoderComparison(saved.schema().coders(), schema.coders());
  }

  /**
   * A cell of user state.
   *
   * @param operator its operator's stable name
   * @param cell its id
   */
  public record CellName(String operator, String cell) implements Comparable<CellName> {
    @Override
    public int compareTo(CellName other) {
      int byOperator = operator.compareTo(other.operator);
      return byOperator != 0 ? byOperator : cell.compareTo(other.cell);
    }
  }

  /**
   * What becomes of each piece of state.
   *
   * @param changes one for each piece
   * @param evolvedCoders the coders to read and write cells with whose schema has evolved
   */
  public record Result(List<StateChange> changes, Map<CellName, RunnerApi.Coder> evolvedCoders) {
    /** Copies the collections. */
    public Result {
      changes = List.copyOf(changes);
      evolvedCoders = Map.copyOf(evolvedCoders);
    }
  }

  /**
   * Compares.
   *
   * @param operators stable names of all operators of the pipeline
   */
  public static Result compare(
      SavedState saved, StateSchema schema, Set<String> operators, TransformNameMapping names) {
    StateComparison comparison = new StateComparison(saved, schema, names);
    comparison.compare(operators);
    return new Result(comparison.changes, comparison.evolved);
  }

  private void compare(Set<String> operators) {
    Set<String> unclaimed = new TreeSet<>(saved.operatorsWithState());
    for (String operator : new TreeSet<>(operators)) {
      String oldName = names.oldName(operator);
      if (unclaimed.remove(oldName)) {
        compareOperator(operator, oldName);
      } else if (schema.operator(operator).isPresent()) {
        add(Kind.NEW, operator, "", "");
      }
    }
    unclaimed.forEach(operator -> add(Kind.DROPPED, operator, "", ""));
  }

  private void compareOperator(String operator, String oldName) {
    OperatorState before = saved.schema().operator(oldName).orElse(none(oldName));
    OperatorState now = schema.operator(operator).orElse(none(operator));
    boolean renamed = !operator.equals(oldName);
    if (before.cells().isEmpty() && now.cells().isEmpty()) {
      add(renamed ? Kind.RENAMED : Kind.MATCHED, operator, "", renamed ? "was " + oldName : "");
    }
    for (StateCell cell : before.cells()) {
      now.counterpart(cell)
          .ifPresentOrElse(
              found -> compareCell(operator, oldName, cell, found),
              () -> add(Kind.DROPPED, oldName, cell.id(), ""));
    }
    for (StateCell cell : now.cells()) {
      if (before.counterpart(cell).isEmpty()) {
        add(Kind.NEW, operator, cell.id(), "");
      }
    }
  }

  private static OperatorState none(String operator) {
    return new OperatorState(operator, List.of());
  }

  private void compareCell(String operator, String oldName, StateCell before, StateCell now) {
    if (before.kind() != now.kind() || before.coders().size() != now.coders().size()) {
      add(
          Kind.INCOMPATIBLE,
          operator,
          now.id(),
          before.kind() + " state became " + now.kind() + " state");
      return;
    }
    List<String> details = new ArrayList<>();
    if (!operator.equals(oldName)) {
      details.add("was " + oldName);
    }
    boolean compatible = true;
    for (int i = 0; i < before.coders().size(); i++) {
      CoderVerdict verdict = coders.compare(before.coders().get(i), now.coders().get(i));
      if (verdict instanceof Evolved row && !mayEvolve(now)) {
        verdict = new CoderVerdict.Incompatible(row.changes() + "; only values may change");
      } else if (verdict instanceof Evolved row) {
        evolved.put(new CellName(operator, now.id()), row.coder());
      }
      compatible &= verdict.isCompatible();
      details.add(verdict.describe());
    }
    Kind found = operator.equals(oldName) ? Kind.MATCHED : Kind.RENAMED;
    add(compatible ? found : Kind.INCOMPATIBLE, operator, now.id(), String.join("; ", details));
  }

  /** Where the one coder is that of values, and values are found by something else. */
  private static boolean mayEvolve(StateCell cell) {
    return switch (cell.kind()) {
      case VALUE, BAG, ORDERED_LIST -> true;
      default -> false;
    };
  }

  private void add(Kind kind, String operator, String cell, String detail) {
    changes.add(new StateChange(kind, operator, cell, detail));
  }
}
