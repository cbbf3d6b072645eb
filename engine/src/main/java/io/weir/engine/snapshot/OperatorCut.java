package io.weir.engine.snapshot;

import io.weir.engine.graph.Bytes;
import io.weir.engine.state.FrozenKeyedState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operator's part of a snapshot as it was cut at the barrier, complete but not yet written.
 *
 * @param keyed the keyed state, its snapshot step done
 * @param operatorState cell to entries; the entries must not be changed any more
 * @param broadcast the broadcast state; null unless this is subtask 0 of the vertex
 * @param inFlight the elements that the barrier overtook on their way to the operator
 * @param inputWatermarks the watermark of each input port at the barrier, milliseconds
 * @param metrics the cumulative metric cells; {@link Bytes#EMPTY} when there are none
 */
public record OperatorCut(
    FrozenKeyedState keyed,
    Map<String, List<byte[]>> operatorState,
    @Nullable FrozenKeyedState broadcast,
    List<OvertakenElements> inFlight,
    List<Long> inputWatermarks,
    Bytes metrics)
    implements AutoCloseable {
  /** Copies the collections. */
  public OperatorCut {
    operatorState = Map.copyOf(operatorState);
    inFlight = List.copyOf(inFlight);
    inputWatermarks = List.copyOf(inputWatermarks);
  }

  /** The part of an operator to which nothing was on its way. */
  public OperatorCut(
      FrozenKeyedState keyed,
      Map<String, List<byte[]>> operatorState,
      @Nullable FrozenKeyedState broadcast,
      List<Long> inputWatermarks,
      Bytes metrics) {
    this(keyed, operatorState, broadcast, List.of(), inputWatermarks, metrics);
  }

  /** Lets go of the frozen state; to be called when it was written or is not needed any more. */
  @Override
  public void close() {
    keyed.close();
    if (broadcast != null) {
      broadcast.close();
    }
  }
}
