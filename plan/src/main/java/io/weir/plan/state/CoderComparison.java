package io.weir.plan.state;

import io.weir.plan.state.CoderVerdict.Evolved;
import io.weir.plan.state.CoderVerdict.Incompatible;
import io.weir.plan.state.CoderVerdict.Opaque;
import io.weir.plan.state.CoderVerdict.Same;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.SchemaApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Compares coders by their protos. Coders of Beam's model are understood; of a custom one only the
 * name of its class is looked at, since its bytes may differ from run to run.
 */
final class CoderComparison {
  private static final String CUSTOM_JAVA = "beam:coders:javasdk:0.1";
  private static final String ROW = "beam:coder:row:v1";

  private final RunnerApi.Components before;
  private final RunnerApi.Components after;

  CoderComparison(RunnerApi.Components before, RunnerApi.Components after) {
    this.before = before;
    this.after = after;
  }

  /** Whether the new coder reads what the old one wrote. */
  CoderVerdict compare(String oldId, String newId) {
    RunnerApi.Coder oldCoder = before.getCodersOrThrow(oldId);
    RunnerApi.Coder newCoder = after.getCodersOrThrow(newId);
    String urn = oldCoder.getSpec().getUrn();
    if (!urn.equals(newCoder.getSpec().getUrn())) {
      return new Incompatible(name(oldCoder) + " became " + name(newCoder));
    }
    return switch (urn) {
      case CUSTOM_JAVA -> compareCustom(oldCoder, newCoder);
      case ROW -> compareRows(oldCoder, newCoder);
      default -> compareModel(oldCoder, newCoder);
    };
  }

  private CoderVerdict compareModel(RunnerApi.Coder oldCoder, RunnerApi.Coder newCoder) {
    if (!oldCoder.getSpec().getPayload().equals(newCoder.getSpec().getPayload())
        || oldCoder.getComponentCoderIdsCount() != newCoder.getComponentCoderIdsCount()) {
      return new Incompatible(name(oldCoder) + " has other settings");
    }
    CoderVerdict whole = new Same();
    for (int i = 0; i < oldCoder.getComponentCoderIdsCount(); i++) {
      CoderVerdict part =
          compare(oldCoder.getComponentCoderIds(i), newCoder.getComponentCoderIds(i));
      if (part instanceof Evolved evolved) {
        return new Incompatible("rows within another coder changed: " + evolved.changes());
      } else if (part instanceof Incompatible) {
        return part;
      } else if (part instanceof Opaque) {
        whole = part;
      }
    }
    return whole;
  }

  private static CoderVerdict compareCustom(RunnerApi.Coder oldCoder, RunnerApi.Coder newCoder) {
    if (oldCoder.getSpec().getPayload().equals(newCoder.getSpec().getPayload())) {
      return new Same();
    }
    String oldName = name(oldCoder);
    return oldName.equals(name(newCoder))
        ? new Opaque(oldName)
        : new Incompatible(oldName + " became " + name(newCoder));
  }

  private static CoderVerdict compareRows(RunnerApi.Coder oldCoder, RunnerApi.Coder newCoder) {
    try {
      return RowEvolution.compare(
          SchemaApi.Schema.parseFrom(oldCoder.getSpec().getPayload()),
          SchemaApi.Schema.parseFrom(newCoder.getSpec().getPayload()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the schema of a row coder cannot be read", e);
    }
  }

  /** A coder's name for people. */
  static String name(RunnerApi.Coder coder) {
    String urn = coder.getSpec().getUrn();
    return urn.equals(CUSTOM_JAVA)
        ? SerializedClassName.of(coder.getSpec().getPayload())
        : urn.replaceFirst("^beam:coder:", "").replaceFirst(":v[0-9]+$", "");
  }
}
