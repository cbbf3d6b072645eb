package io.weir.plan.operator;

import io.weir.engine.graph.OperatorSpec;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one operator does. Transform and PCollection ids are those of the pipeline proto in the
 * job's {@link io.weir.plan.JobPayload}.
 *
 * <p>Elements that operators exchange are {@code org.apache.beam.sdk.values.WindowedValue} objects,
 * except source splits (from {@link SplitPayload} to {@link ReadPayload}) and view versions (from
 * {@link ViewPayload} to side input ports).
 */
public sealed interface OperatorPayload
    permits ImpulsePayload,
        SplitPayload,
        ReadPayload,
        DeduplicatePayload,
        ParDoPayload,
        StatefulParDoPayload,
        AssignWindowsPayload,
        AssignShardsPayload,
        GroupPayload,
        FlattenPayload,
        IdentityPayload,
        ViewPayload,
        SdfSplitPayload,
        SdfProcessPayload,
        StableInputPayload,
        TestStreamPayload {

  /** The kind of operator. */
  String urn();

  /** Writes the settings, without the version. */
  void writeTo(DataOutput out) throws IOException;

  /** This payload as the engine carries it. */
  default OperatorSpec toSpec() {
    return new OperatorSpec(urn(), PayloadBytes.encode(this::writeTo));
  }

  /**
   * Reads what {@link #toSpec} wrote.
   *
   * @throws IllegalArgumentException if the kind, the version or the bytes are not understood
   */
  static OperatorPayload parse(OperatorSpec spec) {
    return PayloadBytes.decode(spec.urn(), spec.payload(), reader(spec.urn()));
  }

  private static PayloadBytes.Reader<OperatorPayload> reader(String urn) {
    return switch (urn) {
      case ImpulsePayload.URN -> ImpulsePayload::readFrom;
      case SplitPayload.URN -> SplitPayload::readFrom;
      case ReadPayload.URN -> ReadPayload::readFrom;
      case DeduplicatePayload.URN -> DeduplicatePayload::readFrom;
      case ParDoPayload.URN -> ParDoPayload::readFrom;
      case StatefulParDoPayload.URN -> StatefulParDoPayload::readFrom;
      case AssignWindowsPayload.URN -> AssignWindowsPayload::readFrom;
      case AssignShardsPayload.URN -> AssignShardsPayload::readFrom;
      case GroupPayload.URN -> GroupPayload::readFrom;
      case FlattenPayload.URN -> FlattenPayload::readFrom;
      case IdentityPayload.URN -> IdentityPayload::readFrom;
      case ViewPayload.URN -> ViewPayload::readFrom;
      case SdfSplitPayload.URN -> SdfSplitPayload::readFrom;
      case SdfProcessPayload.URN -> SdfProcessPayload::readFrom;
      case StableInputPayload.URN -> StableInputPayload::readFrom;
      case TestStreamPayload.URN -> TestStreamPayload::readFrom;
      default -> throw new IllegalArgumentException("unknown operator " + urn);
    };
  }
}
