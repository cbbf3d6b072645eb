package io.weir.engine.config;

import java.util.Map;

/**
 * How state of another job is taken over: from the savepoint or checkpoint that a job starts from.
 * A job's own checkpoints are restored as they are.
 *
 * @param renamedOperators for an operator of the job, by stable name, the name that its state has
 *     there; operators that are not listed have kept their names
 * @param allowDroppedState whether state that belongs to no operator of the job is left behind
 */
public record RestoreRules(Map<String, String> renamedOperators, boolean allowDroppedState) {
  /** No operator was renamed, and no state may be left behind. */
  public static final RestoreRules STRICT = new RestoreRules(Map.of(), false);

  /** Copies the map. */
  public RestoreRules {
    renamedOperators = Map.copyOf(renamedOperators);
  }

  /** The name that an operator's state has in the savepoint. */
  public String nameInSavepoint(String stableName) {
    return renamedOperators.getOrDefault(stableName, stableName);
  }
}
