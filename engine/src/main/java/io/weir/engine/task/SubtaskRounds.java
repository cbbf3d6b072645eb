package io.weir.engine.task;

import io.weir.engine.control.RoundResult;
import io.weir.engine.operator.EventPlayer;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Progress;
import io.weir.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The part that a subtask takes in the rounds of its job: its clock, and whether it did anything
 * between two rounds.
 *
 * <p>A subtask worked if an element came to it or left one of its operators, if a watermark moved,
 * or if an operator had work of its own. Everything else that an operator can do follows from one
 * of these, or from a move of the clock, of which the master knows.
 *
 * <p>Thread: the subtask thread.
 */
final class SubtaskRounds {
  private final RoundClock clock;
  private long emitted;
  private List<Long> before = List.of();

  SubtaskRounds(Clock machine) {
    clock = new RoundClock(machine);
  }

  RoundClock clock() {
    return clock;
  }

  /** An output whose elements are counted. */
  Output counted(Output output) {
    return new Counted(output);
  }

  /** Plays the next event of every operator that has some. */
  void play(OperatorChain chain) throws Exception {
    for (int i = 0; i < chain.size(); i++) {
      OperatorSlot slot = chain.slot(i);
      try {
        if (slot.operator().player().isPresent()) {
          slot.operator().player().get().playNext();
        }
      } catch (Throwable t) {
        chain.blame().note(t, slot.stableName());
        throw t;
      }
    }
  }

  /**
   * The subtask has done all that comes before the barrier of a round.
   *
   * @param pass what the last pass through the chain left to do
   */
  RoundResult result(OperatorChain chain, Progress pass, SubtaskInput input, boolean resident) {
    List<Long> now = traces(chain, input, resident);
    boolean worked = pass != Progress.IDLE || !now.equals(before);
    before = now;
    RoundResult result = new RoundResult(worked, false, false, 0);
    for (int i = 0; i < chain.size(); i++) {
      result = result.and(of(chain.slot(i)));
    }
    return result;
  }

  private static RoundResult of(OperatorSlot slot) {
    EventPlayer player = slot.operator().player().orElse(null);
    return new RoundResult(
        false,
        slot.operator().awaitsCheckpoint(),
        player != null && player.hasNext(),
        player == null ? 0 : player.elapsedMs());
  }

  /** Numbers that are the same as before only if nothing happened. */
  private List<Long> traces(OperatorChain chain, SubtaskInput input, boolean resident) {
    List<Long> traces = new ArrayList<>();
    traces.add(input.elementsTaken());
    traces.add(emitted);
    traces.add(resident ? 1L : 0L);
    for (int i = 0; i < chain.size(); i++) {
      traces.addAll(chain.slot(i).inputs().delivered());
      traces.add(chain.slot(i).outputWatermark());
    }
    return traces;
  }

  private final class Counted implements Output {
    private final Output next;

    Counted(Output next) {
      this.next = next;
    }

    @Override
    public void emit(Object element) throws Exception {
      emitted++;
      next.emit(element);
    }

    @Override
    public boolean hasDemand() {
      return next.hasDemand();
    }
  }
}
