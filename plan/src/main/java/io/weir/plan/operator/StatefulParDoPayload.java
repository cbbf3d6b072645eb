package io.weir.plan.operator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A ParDo with state or timers. As {@link ParDoPayload}, but port 0 is fed by a KEYED edge.
 *
 * @param transform id of the transform
 * @param sideInputTags local names of the side inputs: port 1 + i is the i-th
 * @param outputTags local names of the outputs, in the order of the output ports
 */
public record StatefulParDoPayload(
    String transform, List<String> sideInputTags, List<String> outputTags)
    implements OperatorPayload {
  /** The kind of operator. */
  public static final String URN = "weir:stateful-pardo:v1";

  /** Copies the lists. */
  public StatefulParDoPayload {
    sideInputTags = List.copyOf(sideInputTags);
    outputTags = List.copyOf(outputTags);
  }

  static StatefulParDoPayload readFrom(DataInput in) throws IOException {
    return new StatefulParDoPayload(
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
