package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.operator.CodecPayload;
import io.weir.plan.operator.OperatorPayload;
import java.util.List;

/**
 * An operator before it has a place in a vertex.
 *
 * @param name its stable name
 * @param payload what it does
 * @param single whether it runs in one subtask whatever the job's parallelism is
 * @param inputs its input ports
 * @param outputs number of its output ports
 */
record LogicalOperator(
    String name, OperatorPayload payload, boolean single, List<Input> inputs, int outputs) {

  LogicalOperator {
    inputs = List.copyOf(inputs);
  }

  /** An output port of an operator, named by the operator's stable name. */
  record Port(String operator, int output) {}

  /**
   * An input port.
   *
   * @param from the port that feeds it
   * @param kind how elements must arrive; FORWARD: as it comes, best by a direct call
   * @param codec how the elements are encoded if they cross an edge
   */
  record Input(Port from, EdgeKind kind, CodecPayload codec) {
    boolean isForward() {
      return kind == EdgeKind.FORWARD;
    }
  }

  LogicalOperator withInputs(List<Input> changed) {
    return new LogicalOperator(name, payload, single, changed, outputs);
  }
}
