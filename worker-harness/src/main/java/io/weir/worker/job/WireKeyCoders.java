package io.weir.worker.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.construction.ModelCoders;
import org.apache.beam.sdk.util.construction.RehydratedComponents;

/**
 * Key coders as every SDK can read them: the topmost coder of each branch that is not part of
 * Beam's model is wrapped in a length prefix. The result decides the bytes of keys, so it is part
 * of the snapshot format.
 */
final class WireKeyCoders {
  private final RunnerApi.Components.Builder components;
  private int added;

  private WireKeyCoders(RunnerApi.Components components) {
    this.components = components.toBuilder();
  }

  @SuppressWarnings("unchecked") // the type of keys is not known here
  static Coder<Object> keyCoder(RunnerApi.Components components, String pcollection) {
    RunnerApi.PCollection proto = components.getPcollectionsOrThrow(pcollection);
    RunnerApi.Coder coder = components.getCodersOrThrow(proto.getCoderId());
    if (!coder.getSpec().getUrn().equals(ModelCoders.KV_CODER_URN)) {
      throw new IllegalArgumentException(
          "PCollection %s is grouped by key, but its coder %s is not a KvCoder"
              .formatted(proto.getUniqueName(), coder.getSpec().getUrn()));
    }
    WireKeyCoders wire = new WireKeyCoders(components);
    String id = wire.prefixed(coder.getComponentCoderIds(0));
    try {
      RehydratedComponents extended = RehydratedComponents.forComponents(wire.components.build());
      return (Coder<Object>) extended.getCoder(id);
    } catch (IOException e) {
      throw new UncheckedIOException("key coder of PCollection " + proto.getUniqueName(), e);
    }
  }

  private String prefixed(String id) {
    RunnerApi.Coder coder = components.getCodersOrThrow(id);
    String urn = coder.getSpec().getUrn();
    if (urn.equals(ModelCoders.LENGTH_PREFIX_CODER_URN)) {
      return id;
    }
    if (!ModelCoders.urns().contains(urn)) {
      RunnerApi.FunctionSpec.Builder prefix =
          RunnerApi.FunctionSpec.newBuilder().setUrn(ModelCoders.LENGTH_PREFIX_CODER_URN);
      return add(RunnerApi.Coder.newBuilder().setSpec(prefix).addComponentCoderIds(id));
    }
    if (coder.getComponentCoderIdsCount() == 0) {
      return id;
    }
    RunnerApi.Coder.Builder rebuilt = coder.toBuilder().clearComponentCoderIds();
    coder.getComponentCoderIdsList().forEach(c -> rebuilt.addComponentCoderIds(prefixed(c)));
    return add(rebuilt);
  }

  private String add(RunnerApi.Coder.Builder coder) {
    String id = "weir-wire-key-" + added++;
    components.putCoders(id, coder.build());
    return id;
  }
}
