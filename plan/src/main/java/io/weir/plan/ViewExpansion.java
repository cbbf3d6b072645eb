package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.ViewPayload;
import io.weir.plan.operator.ViewVersionCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Puts a view operator before side inputs; equal side inputs of several ParDos share one. */
final class ViewExpansion {
  private final LogicalGraph graph;
  private final Map<Shared, Input> views = new HashMap<>();

  ViewExpansion(LogicalGraph graph) {
    this.graph = graph;
  }

  private record Shared(String pcollection, RunnerApi.SideInput sideInput) {}

  /** The input port for a side input of a ParDo. */
  Input read(NativeTransform parDo, String tag, RunnerApi.SideInput sideInput) {
    String pcollection = parDo.proto().getInputsOrThrow(tag);
    return views.computeIfAbsent(
        new Shared(pcollection, sideInput), unused -> add(parDo, tag, pcollection));
  }

  /** Named by the PCollection: tags of Java side inputs are not stable. */
  private Input add(NativeTransform parDo, String tag, String pcollection) {
    String name = graph.unusedName(graph.pcollection(pcollection).getUniqueName() + "/View");
    Port port =
        graph.add(
            new LogicalOperator(
                name,
                new ViewPayload(pcollection, parDo.id(), tag),
                true,
                List.of(graph.read(pcollection, EdgeKind.REBALANCE)),
                1));
    return new Input(port, EdgeKind.BROADCAST, new ViewVersionCodec(pcollection, parDo.id(), tag));
  }
}
