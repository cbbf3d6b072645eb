package io.weir.plan;

import io.weir.engine.graph.EdgeKind;
import io.weir.plan.LogicalOperator.Input;
import io.weir.plan.LogicalOperator.Port;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** The operators found so far, producers first, and which of their ports make which PCollection. */
final class LogicalGraph {
  private final RunnerApi.Pipeline.Builder pipeline;
  private final List<LogicalOperator> operators = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Port> producers = new HashMap<>();

  LogicalGraph(RunnerApi.Pipeline pipeline) {
    this.pipeline = pipeline.toBuilder();
  }

  /** The pipeline proto, with what the plan added to it. */
  RunnerApi.Pipeline pipeline() {
    return pipeline.build();
  }

  List<LogicalOperator> operators() {
    return operators;
  }

  RunnerApi.PCollection pcollection(String id) {
    return pipeline.getComponents().getPcollectionsOrThrow(id);
  }

  RunnerApi.WindowingStrategy windowing(String pcollection) {
    return pipeline
        .getComponents()
        .getWindowingStrategiesOrThrow(pcollection(pcollection).getWindowingStrategyId());
  }

  /** Adds a PCollection that the pipeline does not have, windowed as another one. */
  void addPcollection(String id, String coder, String windowedAs) {
    pipeline
        .getComponentsBuilder()
        .putPcollections(
            id, pcollection(windowedAs).toBuilder().setUniqueName(id).setCoderId(coder).build());
  }

  /** Adds a coder and gives back its id. */
  String addCoder(String id, String urn, String... components) {
    pipeline
        .getComponentsBuilder()
        .putCoders(
            id,
            RunnerApi.Coder.newBuilder()
                .setSpec(RunnerApi.FunctionSpec.newBuilder().setUrn(urn))
                .addAllComponentCoderIds(List.of(components))
                .build());
    return id;
  }

  /** Adds an operator that runs in as many subtasks as the job. */
  Port add(String name, OperatorPayload payload, List<Input> inputs, int outputs) {
    return add(new LogicalOperator(name, payload, false, inputs, outputs));
  }

  /** Adds an operator and gives back its first output port. */
  Port add(LogicalOperator operator) {
    names.add(operator.name());
    operators.add(operator);
    return new Port(operator.name(), 0);
  }

  /** The name itself, or with a number behind it when an operator has it already. */
  String unusedName(String wish) {
    String name = wish;
    for (int i = 2; names.contains(name); i++) {
      name = wish + "#" + i;
    }
    return name;
  }

  /** Says which port makes a PCollection. */
  void produces(Port port, String pcollection) {
    producers.put(pcollection, port);
  }

  /** An input port that reads a PCollection. */
  Input read(String pcollection, EdgeKind kind) {
    return new Input(
        producer(pcollection), kind, new WindowedValueCodec(pcollection, kind == EdgeKind.KEYED));
  }

  /** The port that makes the PCollection. */
  Port producer(String pcollection) {
    Port port = producers.get(pcollection);
    if (port == null) {
      throw new IllegalStateException("no operator makes PCollection " + pcollection);
    }
    return port;
  }
}
