package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.AssignShardsPayload;
import io.weir.plan.operator.AssignWindowsPayload;
import io.weir.plan.operator.FlattenPayload;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.IdentityPayload;
import io.weir.plan.operator.ImpulsePayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.TestStreamPayload;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Turns native transforms into operators. */
final class OperatorExpansion {
  private final LogicalGraph graph;
  private final ParDoExpansion parDos;
  private final StableInputs stable;
  private final ReadExpansion reads;

  OperatorExpansion(LogicalGraph graph, StableInputs stable, int parallelism) {
    this.graph = graph;
    this.parDos = new ParDoExpansion(graph, stable);
    this.stable = stable;
    this.reads = new ReadExpansion(graph, parallelism);
  }

  void expand(NativeTransform transform) {
    switch (transform.kind()) {
      case IMPULSE -> addRoot(transform, new ImpulsePayload(transform.id()));
      case TEST_STREAM -> addRoot(transform, new TestStreamPayload(transform.id()));
      case READ -> reads.expand(transform);
      case PAR_DO -> parDos.expand(transform);
      case ASSIGN_WINDOWS ->
          addSimple(transform, new AssignWindowsPayload(transform.id()), EdgeKind.FORWARD);
      case ASSIGN_SHARDS ->
          addSimple(transform, new AssignShardsPayload(transform.id()), EdgeKind.FORWARD);
      case GROUP_BY_KEY -> addGroup(transform, false);
      case COMBINE_PER_KEY -> addGroup(transform, true);
      case FLATTEN -> addFlatten(transform);
      case RESHUFFLE -> addExchange(transform, EdgeKind.KEYED);
      case REDISTRIBUTE_ARBITRARILY -> addExchange(transform, EdgeKind.REBALANCE);
      case COMPOSITE, NOTHING, UNKNOWN ->
          throw new IllegalStateException("not a native transform: " + transform.name());
    }
  }

  private void addRoot(NativeTransform transform, OperatorPayload payload) {
    Port port = graph.add(transform.name(), payload, List.of(), 1);
    graph.produces(port, transform.onlyOutput());
  }

  private void addGroup(NativeTransform transform, boolean combine) {
    RunnerApi.WindowingStrategy windowing = graph.windowing(transform.onlyInput());
    boolean bounded =
        graph.pcollection(transform.onlyInput()).getIsBounded() == RunnerApi.IsBounded.Enum.BOUNDED;
    GroupPayload payload =
        new GroupPayload(transform.id(), GroupingRoads.choose(windowing, bounded), combine);
    addSimple(transform, payload, EdgeKind.KEYED);
  }

  private void addExchange(NativeTransform transform, EdgeKind kind) {
    OperatorPayload identity = new IdentityPayload(transform.id());
    addSimple(transform, stable.ofReshuffle(transform, identity), kind);
  }

  private void addSimple(NativeTransform transform, OperatorPayload payload, EdgeKind kind) {
    Input input = graph.read(transform.onlyInput(), kind);
    Port port = graph.add(transform.name(), payload, List.of(input), 1);
    graph.produces(port, transform.onlyOutput());
  }

  /**
   * Branches may have other coders than the output, so edges use the output's. A single branch
   * needs no operator: Beam writes such a flatten where only the windowing strategy changes.
   */
  private void addFlatten(NativeTransform transform) {
    String output = transform.onlyOutput();
    if (transform.proto().getInputsCount() == 1) {
      graph.produces(graph.producer(transform.onlyInput()), output);
      return;
    }
    List<Input> inputs = new ArrayList<>();
    for (String input : new TreeMap<>(transform.proto().getInputsMap()).values()) {
      inputs.add(
          new Input(
              graph.producer(input), EdgeKind.FORWARD, new WindowedValueCodec(output, false)));
    }
    FlattenPayload payload = new FlattenPayload(transform.id(), inputs.size());
    graph.produces(graph.add(transform.name(), payload, inputs, 1), output);
  }
}
