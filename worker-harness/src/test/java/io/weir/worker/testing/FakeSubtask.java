package io.weir.worker.testing;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.engine.state.FrozenKeyedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subtask with one operator, driven as the engine drives it: after each call the operator works
 * and is asked for its output watermark.
 */
public final class FakeSubtask {
  private final SubtaskContext context;
  private final Operator operator;
  private long outputWatermark = Watermark.MIN;
  private long checkpointId;
  private SnapshotStep encoding = SnapshotStep.DONE;

  /** Makes operators. */
  @FunctionalInterface
  public interface Maker {
    /** Makes the operator of a subtask. */
    Operator make(OperatorContext context) throws Exception;
  }

  private FakeSubtask(SubtaskContext context, Operator operator) {
    this.context = context;
    this.operator = operator;
  }

  /** The only subtask, with nothing to restore. */
  public static FakeSubtask start(Maker maker, FakeClock clock) throws Exception {
    return of(maker, clock, 0, 1, List.of());
  }

  /** The only subtask, restored. */
  public static FakeSubtask restore(Maker maker, FakeClock clock, SubtaskCut cut) throws Exception {
    return of(maker, clock, 0, 1, List.of(cut));
  }

  /** One of several subtasks, with its share of what is restored, if anything is. */
  public static FakeSubtask of(
      Maker maker, FakeClock clock, int index, int parallelism, List<SubtaskCut> restoreFrom)
      throws Exception {
    SubtaskContext context =
        new SubtaskContext(
            SubtaskContext.location(index, parallelism, FakeOperatorContext.MAX_PARALLELISM),
            clock,
            restoreFrom);
    FakeSubtask subtask = new FakeSubtask(context, maker.make(context));
    subtask.work();
    return subtask;
  }

  /** Hands an element to the operator, which does not work on anything else yet. */
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    operator.process(input, key, element);
  }

  /** Moves the watermark of an input forward and lets the operator work. */
  public void watermark(int input, long watermark) throws Exception {
    if (watermark > context.initialWatermark(input)) {
      operator.onWatermark(input, watermark);
      context.delivered(input, watermark);
    }
    work();
  }

  /** Lets the operator work until it has nothing to do. */
  public void work() throws Exception {
    while (operator.advance() != Progress.IDLE) {
      // again
    }
    outputWatermark = Math.max(outputWatermark, operator.outputWatermark());
  }

  /** Moves the clock and calls the operator only if it asked for that. */
  public void pass(long millis) throws Exception {
    context.clock().advance(millis);
    if (context.removeDueWakeTimes()) {
      work();
    }
  }

  /** The output watermark that was passed on. */
  public long outputWatermark() {
    return outputWatermark;
  }

  /** What was emitted at the port so far. */
  public List<Object> emitted(int port) {
    return context.emitted(port);
  }

  /** Cuts the state at a barrier. What is not encoded yet is left to {@link #encode}. */
  public SubtaskCut cut() throws Exception {
    encode();
    while (!operator.prepareBarrier()) {
      operator.advance();
    }
    FrozenKeyedState keyed = context.keyedState().freeze();
    encoding = operator.snapshot(new SnapshotContext(++checkpointId, keyed));
    return new SubtaskCut(
        keyed,
        context.operatorState().copy(),
        context.broadcastState().freeze(),
        context.watermarks());
  }

  /** Encodes what the last cut left to do. */
  public void encode() throws Exception {
    while (!encoding.run()) {
      // again
    }
    encoding = SnapshotStep.DONE;
  }

  /** All inputs have ended. */
  public void finish() throws Exception {
    while (!operator.finish()) {
      operator.advance();
    }
  }

  /** Whether the operator says that it has emitted all that it ever will. */
  public boolean tryFinish() throws Exception {
    return operator.finish();
  }

  /** The operator. */
  public Operator operator() {
    return operator;
  }
}
