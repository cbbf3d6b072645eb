package io.weir.engine.master;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.WorkerId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final WorkerId A = new WorkerId("a");
  private static final WorkerId B = new WorkerId("b");
  private static final WorkerId C = new WorkerId("c");

  private static JobVertex vertex(int id, int parallelism) {
    OperatorNode node =
        new OperatorNode("operator-" + id, new OperatorSpec("urn", Bytes.EMPTY), 0, List.of());
    return new JobVertex(id, "vertex-" + id, parallelism, List.of(node));
  }

  private static JobGraph graph(JobVertex... vertices) {
    return new JobGraph(List.of(vertices), List.of(), 8, Bytes.EMPTY);
  }

  private static Map<SubtaskId, WorkerId> of(WorkerId... byIndex) {
    Map<SubtaskId, WorkerId> placement = new HashMap<>();
    for (int i = 0; i < byIndex.length; i++) {
      placement.put(new SubtaskId(0, i), byIndex[i]);
    }
    return placement;
  }

  @Test
  void letsWorkersTakeTurns() {
    assertThat(Placement.of(graph(vertex(0, 3)), List.of(A, B), Map.of()), is(of(A, B, A)));
  }

  @Test
  void keepsSubtasksOfTheSameIndexTogether() {
    Map<SubtaskId, WorkerId> placement =
        Placement.of(graph(vertex(0, 1), vertex(1, 2)), List.of(A, B), Map.of());

    assertThat(placement.get(new SubtaskId(0, 0)), is(placement.get(new SubtaskId(1, 0))));
    assertThat(placement.get(new SubtaskId(1, 1)), is(B));
  }

  @Test
  void keepsSubtasksWhereTheyWereThoughWorkersCameInAnotherOrder() {
    assertThat(Placement.of(graph(vertex(0, 2)), List.of(B, A), of(A, B)), is(of(A, B)));
  }

  @Test
  void givesANewWorkerWhatALostOneHad() {
    assertThat(Placement.of(graph(vertex(0, 2)), List.of(B, C), of(A, B)), is(of(C, B)));
  }

  @Test
  void spreadsOverAWorkerThatCameBack() {
    assertThat(
        Placement.of(graph(vertex(0, 4)), List.of(B, C), of(B, B, B, B)), is(of(B, C, B, C)));
  }

  @Test
  void prefersWorkersThatWereUsedToSpareOnes() {
    assertThat(Placement.of(graph(vertex(0, 2)), List.of(C, A, B), of(A, B)), is(of(A, B)));
  }
}
