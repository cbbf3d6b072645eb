package io.weir.worker.stable;

import io.weir.engine.element.Key;
import io.weir.engine.operator.ForwardingOperator;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.StableInputPayload;
import io.weir.plan.operator.WindowedValueCodec;
import io.weir.worker.codec.WindowedValueEdgeCodec;
import io.weir.worker.job.BeamJob;
import org.jspecify.annotations.Nullable;

/**
 * Another operator that sees an element of port 0 only when a checkpoint that holds the element is
 * complete. After a restart it sees the same elements again, those of a key in the same order: they
 * are still here in the checkpoint that the job restarts from. What it does with them belongs to
 * the next checkpoint.
 *
 * <p>The watermark of port 0 that the other operator sees does not pass that at which the first
 * waiting element came; so none gets late by waiting.
 *
 * <p>At the end of the input it waits for one more checkpoint before it finishes.
 *
 * <p>Thread: the subtask thread.
 */
public final class StableInputOperator extends ForwardingOperator {
  /** Elements released before other work gets its turn. */
  private static final int SLICE = 100;

  private final WaitingElements waiting;
  private long watermark;
  private long told;

  /** While the other operator prepares for a barrier nothing more is released. */
  private boolean preparing;

  private StableInputOperator(Operator operator, WaitingElements waiting, long watermark) {
    super(operator);
    this.waiting = waiting;
    this.watermark = watermark;
    this.told = Math.min(watermark, waiting.hold());
  }

  /** Makes the other operator. */
  @FunctionalInterface
  public interface Maker {
    /** Makes it with the given context. */
    Operator make(OperatorContext context) throws Exception;
  }

  /** Makes the other operator, with stable input. */
  public static StableInputOperator of(
      StableInputPayload payload, BeamJob job, OperatorContext context, Maker maker)
      throws Exception {
    WindowedValueCodec codec = new WindowedValueCodec(payload.pcollection(), payload.keyed());
    WaitingElements waiting =
        new WaitingElements(
            context.keyedState(),
            WindowedValueEdgeCodec.of(codec, job, context.location().maxParallelism()),
            payload.keyed());
    return new StableInputOperator(
        maker.make(new HeldContext(context, waiting.hold())), waiting, context.initialWatermark(0));
  }

  @Override
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input == 0) {
      waiting.add(key, element, watermark);
    } else {
      super.process(input, key, element);
    }
  }

  @Override
  public void onWatermark(int input, long newWatermark) throws Exception {
    if (input == 0) {
      watermark = newWatermark;
      passOnWatermark();
    } else {
      super.onWatermark(input, newWatermark);
    }
  }

  private void passOnWatermark() throws Exception {
    long allowed = Math.min(watermark, waiting.hold());
    if (allowed > told) {
      told = allowed;
      super.onWatermark(0, allowed);
    }
  }

  @Override
  public Progress advance() throws Exception {
    Progress progress = super.advance();
    if (preparing || progress == Progress.UNFINISHED || !waiting.mayLeave()) {
      return progress;
    }
    waiting.release(SLICE, (key, element) -> super.process(0, key, element));
    passOnWatermark();
    return Progress.MORE.and(super.advance());
  }

  @Override
  public boolean isIdle() {
    return waiting.isEmpty() && super.isIdle();
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    preparing = true;
    boolean ready = super.prepareBarrier();
    // The next call is for what comes after the barrier, whatever kind it is of.
    preparing = !ready;
    return ready;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    waiting.snapshot(snapshot.checkpointId());
    return super.snapshot(snapshot);
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    super.checkpointCompleted(checkpointId);
    waiting.completed(checkpointId);
  }

  @Override
  public boolean finish() throws Exception {
    return waiting.isEmpty() && super.finish();
  }

  @Override
  public boolean awaitsCheckpoint() {
    return waiting.areUncovered() || super.awaitsCheckpoint();
  }
}
