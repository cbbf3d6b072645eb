package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The root of a read: cuts the source into splits and emits each as a source split. Parallelism 1,
 * no input, one output, a REBALANCE edge with a {@link SourceSplitCodec}.
 *
 * @param transform id of the transform
 * @param bounded whether the source is a BoundedSource, else an UnboundedSource
 * @param desiredSplits how many splits to ask the source for; for a bounded source a hint
 */
public record SplitPayload(String transform, boolean bounded, int desiredSplits)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:split:v1";

  static SplitPayload readFrom(DataInput in) throws IOException {
    return new SplitPayload(in.readUTF(), in.readBoolean(), in.readInt());
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    out.writeBoolean(bounded);
    out.writeInt(desiredSplits);
  }
}
