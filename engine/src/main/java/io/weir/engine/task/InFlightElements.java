package io.weir.engine.task;

import io.weir.engine.graph.CodecSpec;
import io.weir.engine.snapshot.OvertakenElements;
import io.weir.engine.snapshot.OvertakenElements.Part;
import io.weir.engine.snapshot.RestoredOperator.CodecMaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The elements that the barrier of one checkpoint overtook on their way to the operators of a
 * subtask, until its snapshot is cut.
 *
 * <p>Thread: the subtask thread.
 */
final class InFlightElements {
  private static final long NONE = -1;

  private final CodecMaker codecs;
  private long checkpointId = NONE;
  private Map<String, List<OvertakenElements>> byOperator = new HashMap<>();

  InFlightElements(CodecMaker codecs) {
    this.codecs = codecs;
  }

  /** From now on the elements of this checkpoint are noted. */
  void begin(long id) {
    checkpointId = id;
    byOperator = new HashMap<>();
  }

  /** Whether the elements of this checkpoint were noted. */
  boolean hasBegun(long id) {
    return checkpointId == id;
  }

  /** Notes elements, in order. */
  void add(OperatorSlot slot, int port, CodecSpec codec, List<Part> parts) throws Exception {
    if (!parts.isEmpty()) {
      // A codec of their own, since another thread will use it.
      byOperator
          .computeIfAbsent(slot.stableName(), name -> new ArrayList<>())
          .add(new OvertakenElements(port, codec, codecs.codec(codec), parts));
    }
  }

  /** What the barrier of the checkpoint overtook, by operator; afterwards forgotten. */
  Map<String, List<OvertakenElements>> take(long id) {
    Map<String, List<OvertakenElements>> taken = hasBegun(id) ? byOperator : Map.of();
    begin(NONE);
    return taken;
  }
}
