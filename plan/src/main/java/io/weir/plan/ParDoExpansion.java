package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.ParDoPayload;
import io.weir.plan.operator.SdfProcessPayload;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** Turns ParDos of all kinds into operators. */
final class ParDoExpansion {
  private final LogicalGraph graph;
  private final ViewExpansion views;
  private final StableInputs stable;

  ParDoExpansion(LogicalGraph graph, StableInputs stable) {
    this.graph = graph;
    this.stable = stable;
    this.views = new ViewExpansion(graph);
  }

  void expand(NativeTransform transform) {
    RunnerApi.ParDoPayload payload = Payloads.parDo(transform);
    if (!payload.getRestrictionCoderId().isEmpty()) {
      expandSplittable(transform, payload);
    } else if (Payloads.isStateful(payload)) {
      Input main = graph.read(Payloads.mainInput(transform, payload), EdgeKind.KEYED);
      addParDo(
          transform,
          main,
          payload,
          transform.name(),
          stable.of(
              transform,
              payload,
              true,
              new StatefulParDoPayload(transform.id(), sideInputs(payload), outputs(transform))));
    } else {
      Input main = graph.read(Payloads.mainInput(transform, payload), EdgeKind.FORWARD);
      addParDo(
          transform,
          main,
          payload,
          transform.name(),
          stable.of(
              transform,
              payload,
              false,
              new ParDoPayload(transform.id(), sideInputs(payload), outputs(transform))));
    }
  }

  private void expandSplittable(NativeTransform transform, RunnerApi.ParDoPayload payload) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(graph.read(Payloads.mainInput(transform, payload), EdgeKind.FORWARD));
    for (String tag : sideInputs(payload)) {
      inputs.add(views.read(transform, tag, payload.getSideInputsOrThrow(tag)));
    }
    Port split =
        graph.add(
            transform.name() + "/Split",
            stable.of(
                transform,
                payload,
                false,
                new SdfSplitPayload(transform.id(), sideInputs(payload))),
            inputs,
            1);
    WindowedValueCodec sized = new WindowedValueCodec(sizedRestrictions(transform, payload), false);
    addParDo(
        transform,
        new Input(split, EdgeKind.REBALANCE, sized),
        payload,
        transform.name() + "/Process",
        new SdfProcessPayload(transform.id(), sideInputs(payload), outputs(transform)));
  }

  /** The PCollection of KV(KV(element, restriction and estimator state), size). */
  private String sizedRestrictions(NativeTransform transform, RunnerApi.ParDoPayload payload) {
    String main = Payloads.mainInput(transform, payload);
    String prefix = "weir:sized-restrictions:" + transform.id();
    String element = graph.pcollection(main).getCoderId();
    String pair =
        graph.addCoder(
            prefix + ":pair", "beam:coder:kv:v1", element, payload.getRestrictionCoderId());
    String size = graph.addCoder(prefix + ":size", "beam:coder:double:v1");
    String coder = graph.addCoder(prefix + ":sized", "beam:coder:kv:v1", pair, size);
    graph.addPcollection(prefix, coder, main);
    return prefix;
  }

  private void addParDo(
      NativeTransform transform,
      Input main,
      RunnerApi.ParDoPayload payload,
      String name,
      OperatorPayload operator) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(main);
    for (String tag : sideInputs(payload)) {
      inputs.add(views.read(transform, tag, payload.getSideInputsOrThrow(tag)));
    }
    List<String> tags = outputs(transform);
    graph.add(name, operator, inputs, tags.size());
    for (int i = 0; i < tags.size(); i++) {
      graph.produces(new Port(name, i), transform.proto().getOutputsOrThrow(tags.get(i)));
    }
  }

  private static List<String> sideInputs(RunnerApi.ParDoPayload payload) {
    return List.copyOf(new TreeSet<>(payload.getSideInputsMap().keySet()));
  }

  private static List<String> outputs(NativeTransform transform) {
    return List.copyOf(new TreeSet<>(transform.proto().getOutputsMap().keySet()));
  }
}
