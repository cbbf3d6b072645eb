package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * First part of a splittable ParDo: pairs each element with its initial restriction and watermark
 * estimator state, splits the restriction and adds the sizes of the parts. Port 0 takes E, each
 * further port one side input as in {@link ParDoPayload}. One output of {@code KV<KV<E, KV<R, W>>,
 * Double>}, a REBALANCE edge with a {@link WindowedValueCodec} of a PCollection that the plan adds
 * to the pipeline proto.
 *
 * @param transform id of the splittable ParDo
 * @param sideInputTags local names of the side inputs: port 1 + i is the i-th
 */
public record SdfSplitPayload(String transform, List<String> sideInputTags)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:sdf-split:v1";

  /** Copies the list. */
  public SdfSplitPayload {
    sideInputTags = List.copyOf(sideInputTags);
  }

  static SdfSplitPayload readFrom(DataInput in) throws IOException {
    return new SdfSplitPayload(in.readUTF(), PayloadBytes.readStrings(in));
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    PayloadBytes.writeStrings(out, sideInputTags);
  }
}
