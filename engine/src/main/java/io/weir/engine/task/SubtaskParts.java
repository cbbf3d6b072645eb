package io.weir.engine.task;

import io.weir.engine.channel.InputGate;
import io.weir.engine.snapshot.RestoredOperator.CodecMaker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subtask consists of.
 *
 * <p>Thread: the subtask thread.
 *
 * @param chain its operators
 * @param gate its input channels
 * @param routings where the items of each channel go
 * @param outputs its outgoing edges
 * @param stores who uses the operators' state; released last
 * @param replay what was in flight to it when the job was restored
 * @param codecs makes codecs for what barriers overtake
 * @param rounds its part in the rounds of a job that runs in rounds
 */
record SubtaskParts(
    OperatorChain chain,
    InputGate gate,
    List<InputRouting> routings,
    EdgeOutputs outputs,
    Leases stores,
    Replay replay,
    CodecMaker codecs,
    Optional<SubtaskRounds> rounds)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SubtaskParts.class);

  SubtaskInput input(SubtaskInput.AlignedListener onAligned) {
    return new SubtaskInput(gate, routings, replay, new InFlightElements(codecs), onAligned);
  }

  /** Closes operators from the end of the chain, then outputs, then lets go of the state. */
  @Override
  public void close() {
    Deque<AutoCloseable> all = new ArrayDeque<>();
    for (int i = 0; i < chain.size(); i++) {
      all.addFirst(chain.slot(i).operator());
    }
    all.add(outputs);
    closeAll(all);
    stores.release();
  }

  /** Closes everything, whatever fails. */
  static void closeAll(Iterable<? extends AutoCloseable> resources) {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Throwable t) {
        // Nothing can be saved any more, and the others must be closed as well.
        log.warn("Could not close {}", resource, t);
      }
    }
  }
}
