package io.weir.worker.sdf;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.SdfProcessPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.pardo.SideInputsMaker;
import io.weir.worker.pardo.TaggedOutputs;
import io.weir.worker.pardo.UserFn;
import java.util.Optional;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * Processes restrictions one after another in slices of work. A restriction is only registered when
 * it arrives; what is left of it after a slice waits with the others, and all are part of the
 * snapshot.
 *
 * <p>Thread: the subtask thread.
 */
public final class SdfProcessOperator implements Operator {
  private final OperatorContext context;
  private final SideInputs sideInputs;
  private final PendingRestrictions pending;
  private final UserFn fn;
  private final RestrictionProcessor processor;
  private final InputWatermarks watermark;
  private boolean checkpointAnnounced;
  private boolean draining;
  private boolean received;
  private long hold;

  private SdfProcessOperator(
      SdfProcessPayload payload,
      BeamJob job,
      OperatorContext context,
      DoFnBinding binding,
      SideInputs sideInputs)
      throws Exception {
    this.context = context;
    this.sideInputs = sideInputs;
    this.pending = new PendingRestrictions(job, binding, context);
    this.watermark = new InputWatermarks(context, 1);
    this.hold = pending.hold();
    this.fn = UserFn.setUp(binding, job.options());
    TaggedOutputs outputs =
        new TaggedOutputs(
            context,
            binding,
            fn.metrics(),
            payload.outputTags(),
            job.weirOptions().getEnforceImmutability());
    this.processor = new RestrictionProcessor(job, context, binding, sideInputs, fn, outputs);
  }

  /** Makes operators of the payload, with side inputs of the given kind. */
  public static SdfProcessOperator of(
      SdfProcessPayload payload, BeamJob job, OperatorContext context, SideInputsMaker sideInputs)
      throws Exception {
    DoFnBinding binding = DoFnBinding.of(job, payload.transform());
    SideInputs made = sideInputs.makeAny(job, context, binding, payload.sideInputTags());
    return new SdfProcessOperator(payload, job, context, binding, made);
  }

  @Override
  @SuppressWarnings("unchecked") // what the split operator emits
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    received = true;
    if (input > 0) {
      sideInputs.process(input - 1, element);
      return;
    }
    pending.add(
        PendingRestriction.fresh(
            (WindowedValue<KV<KV<Object, KV<Object, Object>>, Double>>) element));
    hold = pending.hold();
  }

  @Override
  public void onWatermark(int input, long newWatermark) throws Exception {
    received = true;
    if (input > 0) {
      sideInputs.onWatermark(input - 1, newWatermark);
    } else {
      watermark.advance(0, newWatermark);
      sideInputs.onMainWatermark(outputWatermark());
    }
  }

  /** While there is work it leaves what comes to others, unless a barrier waits behind it. */
  @Override
  public boolean isReadyForInput() {
    return checkpointAnnounced || !pending.hasRunnable(this::isRunnable);
  }

  @Override
  public void announceCheckpoint(long checkpointId) {
    checkpointAnnounced = true;
  }

  /**
   * The job is drained: whatever waits, or comes from now on, is truncated to what the DoFn wants
   * to process of it before it ends. To be told again after a restart; what was truncated is not
   * truncated twice.
   */
  @Override
  public void drain() {
    draining = true;
    context.wake();
  }

  /**
   * Where input comes, more of it may: a slice, which may last, begins when there is none. Else
   * each watermark in front of a barrier would take as long as a slice.
   */
  @Override
  public Progress advance() throws Exception {
    if (received) {
      received = false;
      return Progress.MORE;
    }
    Optional<PendingRestriction> next = pending.take(this::isRunnable);
    if (next.isPresent()) {
      work(next.get()).ifPresent(pending::add);
      hold = pending.hold();
      return Progress.MORE;
    }
    pending.nextResumeMs(context.clock().currentMillis()).ifPresent(context::wakeAt);
    return Progress.IDLE;
  }

  private Optional<PendingRestriction> work(PendingRestriction restriction) {
    return mustBeTruncated(restriction)
        ? processor.truncate(restriction)
        : processor.process(restriction);
  }

  private boolean mustBeTruncated(PendingRestriction restriction) {
    return draining && !restriction.isTruncated();
  }

  private boolean isRunnable(PendingRestriction restriction) {
    boolean rests = restriction.resumeAtMs() > context.clock().currentMillis();
    if (rests && !mustBeTruncated(restriction)) {
      return false;
    }
    for (BoundedWindow window : restriction.element().getWindows()) {
      if (!sideInputs.isReady(window)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean finish() {
    return pending.isEmpty();
  }

  @Override
  public long outputWatermark() {
    return Math.min(watermark.least(), hold);
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    checkpointAnnounced = false;
    fn.finalizers().snapshot(snapshot.checkpointId());
    pending.snapshot();
    sideInputs.snapshot();
    return SnapshotStep.DONE;
  }

  @Override
  public boolean awaitsCheckpoint() {
    return fn.finalizers().isWaiting();
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    fn.checkpointCompleted(checkpointId, context.clock());
  }

  @Override
  public byte @Nullable [] metrics() {
    return fn.metrics().encode();
  }

  @Override
  public void close() {
    fn.close();
    sideInputs.close();
  }
}
