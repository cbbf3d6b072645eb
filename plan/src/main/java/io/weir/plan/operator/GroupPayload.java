package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Groups by key and window, or combines per key and window. One input, a KEYED edge; one output.
 *
 * @param transform id of the GroupByKey; or, when combining, of the Combine.PerKey with its
 *     CombinePayload
 * @param road which implementation
 * @param combine whether values are combined rather than collected
 */
public record GroupPayload(String transform, GroupingRoad road, boolean combine)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:group:v1";

  static GroupPayload readFrom(DataInput in) throws IOException {
    return new GroupPayload(in.readUTF(), GroupingRoad.ofCode(in.readByte()), in.readBoolean());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    out.writeByte(road.code());
    out.writeBoolean(combine);
  }
}
