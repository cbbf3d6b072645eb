package io.weir.plan;

import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.FlattenPayload;
import io.weir.plan.operator.IdentityPayload;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the operators that Reshuffle and Redistribute left where an edge alone says the same: a
 * consumer that has an exchange of its own needs no other before it, and a single consumer takes
 * over the exchange.
 */
final class PassthroughElision {
  private PassthroughElision() {}

  static List<LogicalOperator> apply(List<LogicalOperator> operators) {
    List<LogicalOperator> left = new ArrayList<>(operators);
    for (LogicalOperator operator : operators) {
      if (operator.payload() instanceof IdentityPayload) {
        elide(operator.name(), left);
      }
    }
    return left;
  }

  private static void elide(String name, List<LogicalOperator> operators) {
    Port port = new Port(name, 0);
    int index = indexOf(name, operators);
    Input exchange = operators.get(index).inputs().get(0);
    redirect(port, exchange, operators, false);
    List<LogicalOperator> consumers =
        operators.stream().filter(o -> o.inputs().stream().anyMatch(i -> reads(i, port))).toList();
    if (consumers.size() == 1 && !(consumers.get(0).payload() instanceof FlattenPayload)) {
      redirect(port, exchange, operators, true);
      consumers = List.of();
    }
    if (consumers.isEmpty()) {
      operators.remove(index);
    }
  }

  private static void redirect(
      Port port, Input exchange, List<LogicalOperator> operators, boolean takeOver) {
    operators.replaceAll(
        operator ->
            operator.withInputs(
                operator.inputs().stream()
                    .map(
                        input -> reads(input, port) ? redirected(input, exchange, takeOver) : input)
                    .toList()));
  }

  private static Input redirected(Input input, Input exchange, boolean takeOver) {
    if (!input.isForward()) {
      return new Input(exchange.from(), input.kind(), input.codec());
    }
    return takeOver ? exchange : input;
  }

  private static boolean reads(Input input, Port port) {
    return input.from().equals(port);
  }

  private static int indexOf(String name, List<LogicalOperator> operators) {
    for (int i = 0; i < operators.size(); i++) {
      if (operators.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no operator " + name);
  }
}
