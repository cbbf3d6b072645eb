package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Groups a side input by window and emits view versions over BROADCAST edges. Parallelism 1; one
 * input, one output.
 *
 * <p>Serves the side input of the named consumer and all others that the plan found to read the
 * same PCollection with the same access pattern, view function and window mapping.
 *
 * @param pcollection id of the side input PCollection
 * @param transform id of the (first) consuming ParDo
 * @param tag local name of the side input in that ParDo
 */
public record ViewPayload(String pcollection, String transform, String tag)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:view:v1";

  static ViewPayload readFrom(DataInput in) throws IOException {
    return new ViewPayload(in.readUTF(), in.readUTF(), in.readUTF());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(pcollection);
    out.writeUTF(transform);
    out.writeUTF(tag);
  }
}
