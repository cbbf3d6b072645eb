package io.weir.plan.operator;

import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.OperatorSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Another operator, at whose head the elements of port 0 wait until a checkpoint that holds them is
 * complete. All ports are those of the other operator.
 *
 * @param pcollection id of the PCollection that arrives at port 0, for its coder
 * @param keyed whether port 0 is a KEYED edge whose keys the operator needs
 * @param operator the other operator
 */
public record StableInputPayload(String pcollection, boolean keyed, OperatorPayload operator)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:stable-input:v1";

  static StableInputPayload readFrom(DataInput in) throws IOException {
    String pcollection = in.readUTF();
    boolean keyed = in.readBoolean();
    String urn = in.readUTF();
    if (urn.equals(URN)) {
      throw new IllegalArgumentException("stable input within stable input");
    }
    byte[] payload = new byte[PayloadBytes.readLength(in)];
    in.readFully(payload);
    return new StableInputPayload(
        pcollection, keyed, OperatorPayload.parse(new OperatorSpec(urn, Bytes.copyOf(payload))));
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    OperatorSpec spec = operator.toSpec();
    out.writeUTF(pcollection);
    out.writeBoolean(keyed);
    out.writeUTF(spec.urn());
    byte[] payload = spec.payload().toByteArray();
    out.writeInt(payload.length);
    out.write(payload);
  }
}
