package io.weir.engine.wire;

import io.weir.engine.graph.CodecSpec;
import io.weir.engine.graph.EdgeKind;
import io.weir.engine.graph.JobEdge;
import io.weir.engine.graph.JobGraph;
import io.weir.engine.graph.JobVertex;
import io.weir.engine.graph.OperatorNode;
import io.weir.engine.graph.OperatorSpec;
import io.weir.engine.graph.OutputTarget;
import io.weir.engine.graph.OutputTarget.ToEdge;
import io.weir.engine.graph.OutputTarget.ToOperator;

/** The form of a {@link JobGraph} inside a message. */
final class GraphCodec {
  private static final int TO_OPERATOR = 0;
  private static final int TO_EDGE = 1;

  private GraphCodec() {}

  static void write(WireWriter out, JobGraph graph) {
    out.writeList(graph.vertices(), GraphCodec::writeVertex);
    out.writeList(graph.edges(), GraphCodec::writeEdge);
    out.writeInt(graph.maxParallelism());
    out.writeBytes(graph.payload());
    out.writeBytes(graph.stateSchema());
  }

  static JobGraph read(WireReader in) throws WireFormatException {
    return new JobGraph(
        in.readList(GraphCodec::readVertex),
        in.readList(GraphCodec::readEdge),
        in.readInt(),
        in.readBytes(),
        in.readBytes());
  }

  private static void writeVertex(WireWriter out, JobVertex vertex) {
    out.writeInt(vertex.id());
    out.writeString(vertex.name());
    out.writeInt(vertex.parallelism());
    out.writeList(vertex.operators(), GraphCodec::writeNode);
  }

  private static JobVertex readVertex(WireReader in) throws WireFormatException {
    return new JobVertex(
        in.readInt(), in.readString(), in.readInt(), in.readList(GraphCodec::readNode));
  }

  private static void writeNode(WireWriter out, OperatorNode node) {
    out.writeString(node.stableName());
    out.writeString(node.spec().urn());
    out.writeBytes(node.spec().payload());
    out.writeInt(node.inputs());
    out.writeList(
        node.outputs(), (writer, targets) -> writer.writeList(targets, GraphCodec::writeTarget));
  }

  private static OperatorNode readNode(WireReader in) throws WireFormatException {
    return new OperatorNode(
        in.readString(),
        new OperatorSpec(in.readString(), in.readBytes()),
        in.readInt(),
        in.readList(reader -> reader.readList(GraphCodec::readTarget)));
  }

  private static void writeTarget(WireWriter out, OutputTarget target) {
    if (target instanceof ToOperator operator) {
      out.writeByte(TO_OPERATOR);
      out.writeInt(operator.operator());
      out.writeInt(operator.input());
    } else if (target instanceof ToEdge edge) {
      out.writeByte(TO_EDGE);
      out.writeInt(edge.edge());
    }
  }

  private static OutputTarget readTarget(WireReader in) throws WireFormatException {
    int kind = in.readByte();
    return switch (kind) {
      case TO_OPERATOR -> new ToOperator(in.readInt(), in.readInt());
      case TO_EDGE -> new ToEdge(in.readInt());
      default -> throw new WireFormatException("no output target is of kind " + kind);
    };
  }

  private static void writeEdge(WireWriter out, JobEdge edge) {
    out.writeInt(edge.id());
    out.writeInt(edge.source());
    out.writeInt(edge.target());
    out.writeInt(edge.targetOperator());
    out.writeInt(edge.targetInput());
    out.writeString(edge.kind().name());
    out.writeString(edge.codec().urn());
    out.writeBytes(edge.codec().payload());
  }

  private static JobEdge readEdge(WireReader in) throws WireFormatException {
    return new JobEdge(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        EdgeKind.valueOf(in.readString()),
        new CodecSpec(in.readString(), in.readBytes()));
  }
}
