package io.weir.plan;

import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OutputTarget;
import io.weir.plan.operator.CodecPayload;
import io.weir.plan.operator.FlattenPayload;
import io.weir.plan.operator.GroupPayload;
import io.weir.plan.operator.OperatorPayload;
import io.weir.plan.operator.SourceSplitCodec;
import io.weir.plan.operator.StableInputPayload;
import io.weir.plan.operator.ViewVersionCodec;
import io.weir.plan.operator.WindowedValueCodec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A job graph in words, the same for the same pipeline and options. */
final class Explanation {
  private final StringBuilder text = new StringBuilder();

  private Explanation() {}

  static String of(JobGraph graph) {
    Explanation explanation = new Explanation();
    explanation.line(
        "%d vertices, %d edges, max parallelism %d",
        graph.vertices().size(), graph.edges().size(), graph.maxParallelism());
    graph.vertices().forEach(explanation::vertex);
    graph.edges().forEach(explanation::edge);
    return explanation.text.toString();
  }

  private void vertex(JobVertex vertex) {
    line("vertex %d, parallelism %d", vertex.id(), vertex.parallelism());
    for (int i = 0; i < vertex.operators().size(); i++) {
      OperatorNode node = vertex.operators().get(i);
      line("  %d %s \"%s\"%s", i, kind(node), node.stableName(), targets(node));
    }
  }

  private void edge(JobEdge edge) {
    line(
        "edge %d, %s, vertex %d to %d.%d port %d: %s",
        edge.id(),
        edge.kind().name().toLowerCase(Locale.ROOT),
        edge.source(),
        edge.target(),
        edge.targetOperator(),
        edge.targetInput(),
        carried(edge));
  }

  private static String kind(OperatorNode node) {
    return kind(OperatorPayload.parse(node.spec()));
  }

  private static String kind(OperatorPayload payload) {
    if (payload instanceof StableInputPayload stable) {
      return kind(stable.operator()) + " (stable input)";
    }
    String kind = payload.urn().split(":", -1)[1];
    if (payload instanceof GroupPayload group) {
      String road = group.road().name().toLowerCase(Locale.ROOT);
      return (group.combine() ? "combine" : kind) + " (" + road + " road)";
    }
    if (payload instanceof FlattenPayload flatten) {
      return kind + " of " + flatten.inputs();
    }
    return kind;
  }

  private static String targets(OperatorNode node) {
    List<List<OutputTarget>> outputs = node.outputs();
    return " -> " + outputs.stream().map(Explanation::targets).collect(Collectors.joining(" | "));
  }

  private static String targets(List<OutputTarget> port) {
    return port.isEmpty()
        ? "nothing"
        : port.stream().map(Explanation::target).collect(Collectors.joining(", "));
  }

  private static String target(OutputTarget target) {
    if (target instanceof OutputTarget.ToOperator next) {
      return next.input() == 0
          ? String.valueOf(next.operator())
          : next.operator() + " port " + next.input();
    }
    return "edge " + ((OutputTarget.ToEdge) target).edge();
  }

  private static String carried(JobEdge edge) {
    CodecPayload codec = CodecPayload.parse(edge.codec());
    if (codec instanceof SourceSplitCodec) {
      return "source splits";
    }
    if (codec instanceof ViewVersionCodec view) {
      return "views of " + view.pcollection();
    }
    return ((WindowedValueCodec) codec).pcollection();
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
