package io.weir.plan.state;

import java.util.Set;

/**
 * What a savepoint or checkpoint holds, as far as a plan needs to know.
 *
 * @param path where it is, for messages
 * @param maxParallelism the number of key groups that it was made with
 * @param schema what its state looks like
 * @param operatorsWithState stable names of the operators of which there is any state
 * @param hasElementsInFlight whether barriers have overtaken elements, which it holds
 */
public record SavedState(
    String path,
    int maxParallelism,
    StateSchema schema,
    Set<String> operatorsWithState,
    boolean hasElementsInFlight) {
  /** Copies the set. */
  public SavedState {
    operatorsWithState = Set.copyOf(operatorsWithState);
  }
}
