package io.weir.engine.task;

import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.OvertakenElements;
import io.weir.engine.snapshot.RestoredOperator;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryOperatorStateStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of one operator in one subtask.
 *
 * <p>Thread: the subtask thread.
 *
 * @param keyed keyed state
 * @param operatorState operator state
 * @param broadcast broadcast state
 */
record OperatorStores(
    KeyedStateBackend keyed,
    MemoryOperatorStateStore operatorState,
    MemoryBroadcastStateStore broadcast)
    implements AutoCloseable {

  /**
   * Fills an empty backend and new stores with what was restored. Closes the backend on failure.
   */
  static OperatorStores restore(KeyedStateBackend keyed, Optional<RestoredOperator> restored)
      throws IOException {
    try {
      MemoryBroadcastStateStore broadcast = new MemoryBroadcastStateStore();
      Map<String, List<byte[]>> cells = Map.of();
      if (restored.isPresent()) {
        RestoredOperator source = restored.get();
        source.loadKeyed(keyed);
        source.loadBroadcast(broadcast);
        cells = source.operatorState();
      }
      return new OperatorStores(keyed, new MemoryOperatorStateStore(cells), broadcast);
    } catch (IOException | RuntimeException e) {
      keyed.close();
      throw e;
    }
  }

  /**
   * The operator's part of a snapshot.
   *
   * @param frozen the keyed state as of the barrier
   * @param withBroadcast whether this subtask's broadcast state counts
   * @param inFlight what the barrier overtook
   */
  OperatorCut cut(
      FrozenKeyedState frozen,
      boolean withBroadcast,
      List<OvertakenElements> inFlight,
      List<Long> watermarks,
      Bytes metrics) {
    return new OperatorCut(
        frozen,
        operatorState.copy(),
        withBroadcast ? broadcast.freeze() : null,
        inFlight,
        watermarks,
        metrics);
  }

  @Override
  public void close() {
    keyed.close();
  }
}
