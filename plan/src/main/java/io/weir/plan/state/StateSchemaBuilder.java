package io.weir.plan.state;

import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.GroupingRoad;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.ParDoPayload;
import io.weir.plan.operator.ReadPayload;
import io.weir.plan.operator.SdfProcessPayload;
import io.weir.plan.operator.SdfSplitPayload;
import io.weir.plan.operator.SplitPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.operator.ViewPayload;
import io.weir.plan.state.StateCell.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/** Finds out what the state of a planned job looks like. */
public final class StateSchemaBuilder {
  private static final String KV = "beam:coder:kv:v1";
  private final RunnerApi.Components components;
  private final Map<String, RunnerApi.Coder> coders = new TreeMap<>();

  private StateSchemaBuilder(RunnerApi.Components components) {
    this.components = components;
  }

  /**
   * The state of the job.
   *
   * @param graph the planned job
   * @param pipeline the pipeline that its payloads speak of
   */
  public static StateSchema build(JobGraph graph, RunnerApi.Pipeline pipeline) {
    StateSchemaBuilder builder = new StateSchemaBuilder(pipeline.getComponents());
    List<OperatorState> operators = new ArrayList<>();
    for (JobVertex vertex : graph.vertices()) {
      for (OperatorNode node : vertex.operators()) {
        List<StateCell> cells = builder.cells(OperatorPayload.parse(node.spec()));
        if (!cells.isEmpty()) {
          operators.add(new OperatorState(node.stableName(), cells));
        }
      }
    }
    return new StateSchema(
        operators,
        RunnerApi.Components.newBuilder().putAllCoders(builder.coders).build(),
        ElementForm.of(pipeline.getComponents()));
  }

  private List<StateCell> cells(OperatorPayload payload) {
    if (payload instanceof StatefulParDoPayload stateful) {
      return userState(stateful.transform());
    } else if (payload instanceof GroupPayload group) {
      return groups(group);
    } else if (payload instanceof ParDoPayload parDo) {
      return parDo.sideInputTags().isEmpty()
          ? List.of()
          : List.of(cell("pushed-back", Kind.ELEMENTS, mainCoder(parDo.transform())));
    } else if (payload instanceof SdfSplitPayload split) {
      return split.sideInputTags().isEmpty()
          ? List.of()
          : List.of(cell("pushed-back", Kind.ELEMENTS, mainCoder(split.transform())));
    } else if (payload instanceof SdfProcessPayload sdf) {
      RunnerApi.ParDoPayload parDo = parDo(sdf.transform());
      return List.of(
          cell(
              "restrictions",
              Kind.RESTRICTIONS,
              mainCoder(sdf.transform()),
              parDo.getRestrictionCoderId()));
    } else if (payload instanceof SplitPayload || payload instanceof ReadPayload) {
      return List.of(cell("splits", Kind.SOURCE_SPLITS));
    } else if (payload instanceof ViewPayload view) {
      return List.of(cell("view", Kind.ELEMENTS, coderOf(view.pcollection())));
    } else {
      return List.of();
    }
  }

  private List<StateCell> groups(GroupPayload group) {
    RunnerApi.PTransform transform = components.getTransformsOrThrow(group.transform());
    String kv = coderOf(transform.getInputsMap().values().iterator().next());
    // Sorted runs are another form, which the other roads do not read.
    String name = group.road() == GroupingRoad.SORTED ? "runs" : "groups";
    StateCell groups =
        group.combine()
            ? cell(name, Kind.ACCUMULATORS, combine(transform).getAccumulatorCoderId())
            : cell(name, Kind.ELEMENTS, part(kv, 1));
    return List.of(cell("key", Kind.KEY, part(kv, 0)), groups);
  }

  private List<StateCell> userState(String transform) {
    RunnerApi.ParDoPayload parDo = parDo(transform);
    List<StateCell> cells = new ArrayList<>();
    cells.add(cell("key", Kind.KEY, part(mainCoder(transform), 0)));
    new TreeMap<>(parDo.getStateSpecsMap()).forEach((id, spec) -> cells.add(stateCell(id, spec)));
    new TreeMap<>(parDo.getTimerFamilySpecsMap())
        .keySet()
        .forEach(family -> cells.add(cell(family, Kind.TIMERS)));
    return cells;
  }

  private StateCell stateCell(String id, RunnerApi.StateSpec spec) {
    return switch (spec.getSpecCase()) {
      case READ_MODIFY_WRITE_SPEC ->
          cell(id, Kind.VALUE, spec.getReadModifyWriteSpec().getCoderId());
      case BAG_SPEC -> cell(id, Kind.BAG, spec.getBagSpec().getElementCoderId());
      case COMBINING_SPEC ->
          cell(id, Kind.COMBINING, spec.getCombiningSpec().getAccumulatorCoderId());
      case SET_SPEC -> cell(id, Kind.SET, spec.getSetSpec().getElementCoderId());
      case ORDERED_LIST_SPEC ->
          cell(id, Kind.ORDERED_LIST, spec.getOrderedListSpec().getElementCoderId());
      case MAP_SPEC ->
          cell(
              id, Kind.MAP, spec.getMapSpec().getKeyCoderId(), spec.getMapSpec().getValueCoderId());
      case MULTIMAP_SPEC ->
          cell(
              id,
              Kind.MULTIMAP,
              spec.getMultimapSpec().getKeyCoderId(),
              spec.getMultimapSpec().getValueCoderId());
      case SPEC_NOT_SET ->
          throw new IllegalArgumentException("state \"" + id + "\" is of no known kind");
    };
  }

  private StateCell cell(String id, Kind kind, String... coderIds) {
    for (String coder : coderIds) {
      keep(coder);
    }
    return new StateCell(id, kind, List.of(coderIds));
  }

  private void keep(String id) {
    RunnerApi.Coder coder = components.getCodersOrThrow(id);
    if (coders.put(id, coder) == null) {
      coder.getComponentCoderIdsList().forEach(this::keep);
    }
  }

  private String part(String kv, int index) {
    RunnerApi.Coder coder = components.getCodersOrThrow(kv);
    if (!coder.getSpec().getUrn().equals(KV)) {
      throw new IllegalArgumentException("state by key needs a coder of KVs, not " + coder);
    }
    return coder.getComponentCoderIds(index);
  }

  private String mainCoder(String transform) {
    RunnerApi.PTransform proto = components.getTransformsOrThrow(transform);
    TreeMap<String, String> inputs = new TreeMap<>(proto.getInputsMap());
    inputs.keySet().removeAll(parDo(transform).getSideInputsMap().keySet());
    return coderOf(inputs.firstEntry().getValue());
  }

  private String coderOf(String pcollection) {
    return components.getPcollectionsOrThrow(pcollection).getCoderId();
  }

  private RunnerApi.ParDoPayload parDo(String transform) {
    RunnerApi.PTransform proto = components.getTransformsOrThrow(transform);
    try {
      return RunnerApi.ParDoPayload.parseFrom(proto.getSpec().getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(proto, e);
    }
  }

  private static RunnerApi.CombinePayload combine(RunnerApi.PTransform proto) {
    try {
      return RunnerApi.CombinePayload.parseFrom(proto.getSpec().getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(proto, e);
    }
  }

  private static IllegalArgumentException unreadable(
      RunnerApi.PTransform proto, InvalidProtocolBufferException cause) {
    return new IllegalArgumentException(
        "the payload of transform \"" + proto.getUniqueName() + "\" cannot be read", cause);
  }
}
