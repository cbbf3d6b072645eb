package io.weir.plan.state;

import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.plan.state.StateComparison.CellName;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Coders of state cells that differ from those the DoFn names, since they also read what an older
 * schema wrote. They stand in the pipeline proto, as the coders of the ParDo's state specs.
 */
public final class EvolvedCoders {
  private static final String PREFIX = "weir:evolved:";

  private EvolvedCoders() {}

  /** The pipeline with the coders put in. */
  public static RunnerApi.Pipeline apply(
      RunnerApi.Pipeline pipeline, JobGraph graph, Map<CellName, RunnerApi.Coder> coders) {
    RunnerApi.Pipeline.Builder changed = pipeline.toBuilder();
    for (JobVertex vertex : graph.vertices()) {
      for (OperatorNode node : vertex.operators()) {
        if (OperatorPayload.parse(node.spec()) instanceof StatefulParDoPayload stateful) {
          coders.forEach(
              (name, coder) -> {
                if (name.operator().equals(node.stableName())) {
                  put(changed.getComponentsBuilder(), stateful.transform(), name.cell(), coder);
                }
              });
        }
      }
    }
    return changed.build();
  }

  /** The coder ids of a ParDo's evolved cells, by state id. */
  public static Map<String, String> of(RunnerApi.ParDoPayload parDo) {
    Map<String, String> ids = new TreeMap<>();
    parDo
        .getStateSpecsMap()
        .forEach(
            (cell, spec) -> {
              String id = coderId(spec);
              if (id.startsWith(PREFIX)) {
                ids.put(cell, id);
              }
            });
    return ids;
  }

  private static void put(
      RunnerApi.Components.Builder components,
      String transform,
      String cell,
      RunnerApi.Coder coder) {
    String id = PREFIX + transform + ":" + cell;
    components.putCoders(id, coder);
    RunnerApi.PTransform.Builder proto = components.getTransformsOrThrow(transform).toBuilder();
    try {
      RunnerApi.ParDoPayload.Builder parDo =
          RunnerApi.ParDoPayload.parseFrom(proto.getSpec().getPayload()).toBuilder();
      parDo.putStateSpecs(cell, withCoder(parDo.getStateSpecsOrThrow(cell), id));
      proto.getSpecBuilder().setPayload(parDo.build().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the payload of " + transform + " cannot be read", e);
    }
    components.putTransforms(transform, proto.build());
  }

  private static RunnerApi.StateSpec withCoder(RunnerApi.StateSpec spec, String id) {
    RunnerApi.StateSpec.Builder changed = spec.toBuilder();
    switch (spec.getSpecCase()) {
      case READ_MODIFY_WRITE_SPEC -> changed.getReadModifyWriteSpecBuilder().setCoderId(id);
      case BAG_SPEC -> changed.getBagSpecBuilder().setElementCoderId(id);
      case ORDERED_LIST_SPEC -> changed.getOrderedListSpecBuilder().setElementCoderId(id);
      default -> throw new IllegalArgumentException("no values with a schema in " + spec);
    }
    return changed.build();
  }

  private static String coderId(RunnerApi.StateSpec spec) {
    return switch (spec.getSpecCase()) {
      case READ_MODIFY_WRITE_SPEC -> spec.getReadModifyWriteSpec().getCoderId();
      case BAG_SPEC -> spec.getBagSpec().getElementCoderId();
      case ORDERED_LIST_SPEC -> spec.getOrderedListSpec().getElementCoderId();
      default -> "";
    };
  }
}
