package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Last part of a splittable ParDo: processes restrictions, checkpoints them, and keeps residuals.
 * Port 0 takes {@code KV<KV<E, KV<R, W>>, Double>}, each further port one side input as in {@link
 * ParDoPayload}.
 *
 * @param transform id of the splittable ParDo
 * @param sideInputTags local names of the side inputs: port 1 + i is the i-th
 * @param outputTags local names of the outputs, in the order of the output ports
 */
public record SdfProcessPayload(
    String transform, List<String> sideInputTags, List<String> outputTags)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:sdf-process:v1";

  /** Copies the lists. */
  public SdfProcessPayload {
    sideInputTags = List.copyOf(sideInputTags);
    outputTags = List.copyOf(outputTags);
  }

  static SdfProcessPayload readFrom(DataInput in) throws IOException {
    return new SdfProcessPayload(
        in.readUTF(), PayloadBytes.readStrings(in), PayloadBytes.readStrings(in));
  }

  @Override
  public String urn() {
    return URN;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(transform);
    PayloadBytes.writeStrings(out, sideInputTags);
    PayloadBytes.writeStrings(out, outputTags);
  }
}
