package io.weir.plan.operator;

import io.weir.engine.graph.CodecSpec;
import java.io.DataOutput;
import java.io.IOException;

/** How the elements of one edge are keyed and encoded. */
public sealed interface CodecPayload
    permits WindowedValueCodec, SourceSplitCodec, ViewVersionCodec {

  /** The kind of codec. */
  String urn();

  /** Writes the settings, without the version. */
  void writeTo(DataOutput out) throws IOException;

  /** This payload as the engine carries it. */
  default CodecSpec toSpec() {
    return new CodecSpec(urn(), PayloadBytes.encode(this::writeTo));
  }

  /**
   * Reads what {@link #toSpec} wrote.
   *
   * @throws IllegalArgumentException if the kind, the version or the bytes are not understood
   */
  static CodecPayload parse(CodecSpec spec) {
    return PayloadBytes.decode(spec.urn(), spec.payload(), reader(spec.urn()));
  }

  private static PayloadBytes.Reader<CodecPayload> reader(String urn) {
    return switch (urn) {
      case WindowedValueCodec.URN -> WindowedValueCodec::readFrom;
      case SourceSplitCodec.URN -> SourceSplitCodec::readFrom;
      case ViewVersionCodec.URN -> ViewVersionCodec::readFrom;
      default -> throw new IllegalArgumentException("unknown codec " + urn);
    };
  }
}
