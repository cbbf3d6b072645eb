package io.weir.plan.state;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.xerial.snappy.SnappyInputStream;

/**
 * The name of the class of an object that Beam's Java SDK serialized (Java serialization stream
 * protocol, compressed with Snappy). Reads the first class description as text; nothing is
 * deserialized.
 */
final class SerializedClassName {
  private static final String UNKNOWN = "of unknown class";

  private SerializedClassName() {}

  static String of(ByteString payload) {
    try (DataInputStream in = new DataInputStream(new SnappyInputStream(payload.newInput()))) {
      boolean isObject =
          in.readShort() == ObjectStreamConstants.STREAM_MAGIC
              && in.readShort() == ObjectStreamConstants.STREAM_VERSION
              && in.readByte() == ObjectStreamConstants.TC_OBJECT
              && in.readByte() == ObjectStreamConstants.TC_CLASSDESC;
      return isObject ? in.readUTF() : UNKNOWN;
    } catch (IOException notInThisForm) {
      return UNKNOWN;
    }
  }
}
