package io.weir.plan;

import io.weir.plan.LogicalOperator.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packs operators into vertices: an operator joins the vertex that feeds all its FORWARD inputs,
 * unless another of its inputs comes from that vertex or from one behind it, since the vertices
 * would then form a cycle.
 */
final class VertexFusion {
  private final int parallelism;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Draft> byOperator = new HashMap<>();

  private VertexFusion(int parallelism) {
    this.parallelism = parallelism;
  }

  /** A vertex while it grows. */
  static final class Draft {
    final int parallelism;
    final List<LogicalOperator> operators = new ArrayList<>();
    private final Set<Draft> successors = new LinkedHashSet<>();

    private Draft(int parallelism) {
      this.parallelism = parallelism;
    }

    private boolean reaches(Draft target) {
      Set<Draft> seen = new HashSet<>();
      Deque<Draft> pending = new ArrayDeque<>(List.of(this));
      while (!pending.isEmpty()) {
        Draft next = pending.pop();
        if (next == target) {
          return true;
        }
        if (seen.add(next)) {
          pending.addAll(next.successors);
        }
      }
      return false;
    }
  }

  /** The vertices, in topological order. */
  static List<Draft> fuse(List<LogicalOperator> operators, int parallelism) {
    VertexFusion fusion = new VertexFusion(parallelism);
    operators.forEach(fusion::place);
    return fusion.inTopologicalOrder();
  }

  private void place(LogicalOperator operator) {
    int wanted = operator.single() ? 1 : parallelism;
    Draft draft = host(operator, wanted);
    if (draft == null) {
      draft = new Draft(wanted);
      drafts.add(draft);
    }
    draft.operators.add(operator);
    byOperator.put(operator.name(), draft);
    for (Input input : operator.inputs()) {
      Draft source = feeding(input);
      if (source != draft) {
        source.successors.add(draft);
      }
    }
  }

  /** The vertex that the operator may join; null when it needs its own. */
  private @Nullable Draft host(LogicalOperator operator, int wanted) {
    Draft host = null;
    for (Input input : operator.inputs()) {
      if (input.isForward()) {
        Draft feeding = feeding(input);
        if (feeding.parallelism != wanted || (host != null && host != feeding)) {
          return null;
        }
        host = feeding;
      }
    }
    return host == null || closesCycle(host, operator) ? null : host;
  }

  private boolean closesCycle(Draft host, LogicalOperator operator) {
    return operator.inputs().stream()
        .anyMatch(input -> !input.isForward() && host.reaches(feeding(input)));
  }

  private Draft feeding(Input input) {
    Draft draft = byOperator.get(input.from().operator());
    if (draft == null) {
      throw new IllegalStateException(input.from().operator() + " comes after its consumer");
    }
    return draft;
  }

  private List<Draft> inTopologicalOrder() {
    Map<Draft, Integer> missing = new HashMap<>();
    drafts.forEach(d -> d.successors.forEach(s -> missing.merge(s, 1, Integer::sum)));
    List<Draft> left = new ArrayList<>(drafts);
    List<Draft> order = new ArrayList<>();
    while (!left.isEmpty()) {
      Draft next =
          left.stream()
              .filter(d -> missing.getOrDefault(d, 0) == 0)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("vertices form a cycle"));
      left.remove(next);
      order.add(next);
      next.successors.forEach(s -> missing.merge(s, -1, Integer::sum));
    }
    return order;
  }
}
