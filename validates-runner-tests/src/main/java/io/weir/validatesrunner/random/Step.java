package io.weir.validatesrunner.random;

import java.util.List;

/**
 * One application of an operation.
 *
 * @param operation what is applied
 * @param inputs what it is applied to: outputs of earlier steps
 */
record Step(Operation operation, List<CollectionRef> inputs) {
  Step {
    inputs = List.copyOf(inputs);
  }
}
