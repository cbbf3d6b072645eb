package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A ParDo without state and timers. Port 0 is the main input, each further port takes the view
 * versions of one side input over a BROADCAST edge.
 *
 * @param transform id of the transform
 * @param sideInputTags local names of the side inputs: port 1 + i is the i-th
 * @param outputTags local names of the outputs, in the order of the output ports
 */
public record ParDoPayload(String transform, List<String> sideInputTags, List<String> outputTags)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:pardo:v1";

  /** Copies the lists. */
  public ParDoPayload {
    sideInputTags = List.copyOf(sideInputTags);
    outputTags = List.copyOf(outputTags);
  }

  static ParDoPayload readFrom(DataInput in) throws IOException {
    return new ParDoPayload(
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
