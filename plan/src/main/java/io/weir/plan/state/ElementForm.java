package io.weir.plan.state;

import io.weir.plan.operator.CodecPayload;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/**
 * A digest of all that the codecs of edges ({@link CodecPayload}) refer to by an id: PCollections
 * with their coders and windows, and names of transforms.
 */
final class ElementForm {
  private ElementForm() {}

  static String of(RunnerApi.Components components) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (Map.Entry<String, RunnerApi.PCollection> each :
          new TreeMap<>(components.getPcollectionsMap()).entrySet()) {
        out.writeUTF(each.getKey());
        out.writeUTF(each.getValue().getCoderId());
        out.writeUTF(each.getValue().getWindowingStrategyId());
      }
      for (Map.Entry<String, RunnerApi.Coder> each :
          new TreeMap<>(components.getCodersMap()).entrySet()) {
        out.writeUTF(each.getKey());
        write(out, each.getValue().getSpec());
        for (String part : each.getValue().getComponentCoderIdsList()) {
          out.writeUTF(part);
        }
      }
      for (Map.Entry<String, RunnerApi.WindowingStrategy> each :
          new TreeMap<>(components.getWindowingStrategiesMap()).entrySet()) {
        out.writeUTF(each.getKey());
        out.writeUTF(each.getValue().getWindowCoderId());
        write(out, each.getValue().getWindowFn());
      }
      for (Map.Entry<String, RunnerApi.PTransform> each :
          new TreeMap<>(components.getTransformsMap()).entrySet()) {
        out.writeUTF(each.getKey());
        out.writeUTF(each.getValue().getUniqueName());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, RunnerApi.FunctionSpec spec) throws IOException {
    out.writeUTF(spec.getUrn());
    out.writeInt(spec.getPayload().size());
    spec.getPayload().writeTo(out);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
