package io.weir.plan;

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

  private static <T> T parse(NativeTransform transform, Parser<T> parser) {
    try {
      return parser.parse(transform.proto().getSpec().getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "the payload of transform \"" + transform.name() + "\" cannot be read", e);
    }
  }
}
