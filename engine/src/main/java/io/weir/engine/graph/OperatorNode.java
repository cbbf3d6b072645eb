package io.weir.engine.graph;

import java.util.List;

/**
 * One operator of a chain.
 *
 * @param stableName the name by which snapshots address the operator's state; unique in the job and
 *     independent of ids and of the place in a chain
 * @param spec what it does
 * @param inputs the number of its input ports; 0 for a root
 * @param outputs for each output port, where its elements go
 */
public record OperatorNode(
    String stableName, OperatorSpec spec, int inputs, List<List<OutputTarget>> outputs) {
  /** Copies the lists. */
  public OperatorNode {
    outputs = outputs.stream().map(List::copyOf).toList();
  }
}
