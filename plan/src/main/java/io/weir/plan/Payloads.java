package io.weir.plan;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/** Typed payloads of native transforms. A payload that cannot be read is an invalid pipeline. */
final class Payloads {
  private Payloads() {}

  private interface Parser<T> {
    T parse(ByteString bytes) throws InvalidProtocolBufferException;
  }

  static RunnerApi.ParDoPayload parDo(NativeTransform transform) {
    return parse(transform, RunnerApi.ParDoPayload::parseFrom);
  }

  static RunnerApi.ReadPayload read(NativeTransform transform) {
    return parse(transform, RunnerApi.ReadPayload::parseFrom);
  }

  static RunnerApi.CombinePayload combine(NativeTransform transform) {
    return parse(transform, RunnerApi.CombinePayload::parseFrom);
  }

  static RunnerApi.FunctionSpec windowFn(NativeTransform transform) {
    return parse(transform, RunnerApi.WindowIntoPayload::parseFrom).getWindowFn();
  }

  /** Whether a ParDo has state or timers, or wants its input sorted, key by key. */
  static boolean isStateful(RunnerApi.ParDoPayload payload) {
    return payload.getStateSpecsCount() > 0
        || payload.getTimerFamilySpecsCount() > 0
        || !payload.getOnWindowExpirationTimerFamilySpec().isEmpty()
        || payload.getRequiresTimeSortedInput();
  }

  /** The PCollection that feeds the main input of a ParDo. */
  static String mainInput(NativeTransform transform, RunnerApi.ParDoPayload payload) {
    Map<String, String> inputs = new TreeMap<>(transform.proto().getInputsMap());
    inputs.keySet().removeAll(payload.getSideInputsMap().keySet());
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "transform \"%s\" has %d main inputs".formatted(transform.name(), inputs.size()));
    }
    return inputs.values().iterator().next();
  }

  private static <T> T parse(NativeTransform transform, Parser<T> parser) {
    try {
      return parser.parse(transform.proto().getSpec().getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "the payload of transform \"" + transform.name() + "\" cannot be read", e);
    }
  }
}
