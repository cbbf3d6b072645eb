package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.metrics.StepMetrics;
import io.weir.worker.pardo.BundleFinalizers;
import io.weir.worker.pardo.Bundles;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.DoFnLifecycle;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.pardo.MutationGuard;
import io.weir.worker.pardo.NoSideInputs;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.pardo.SideInputsMaker;
import io.weir.worker.pardo.TaggedOutputs;
import io.weir.worker.pardo.UserCode;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.Namespaces;
import io.weir.worker.timer.DueTimers;
import io.weir.worker.timer.KeyedTimers;
import io.weir.worker.timer.TimerHolds;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * A ParDo with state or timers. Port 0 is the main input, a KEYED edge; the other ports are side
 * inputs. Timers fire one at a time in the order of their times, so one that is set by another and
 * is due already fires before later ones.
 *
 * <p>At the end of the input, pending processing-time timers fire once, in the order of their
 * times, before the final watermark is acted on.
 *
 * <p>Thread: subtask thread.
 */
public final class StatefulParDoOperator implements Operator {
  /** Timer firings before other work gets its turn. */
  private static final int SLICE = 500;

  private final OperatorContext context;
  private final StepMetrics metrics;
  private final SideInputs sideInputs;
  private final KeyedPushedBack pushedBack;
  private final BundleFinalizers finalizers = new BundleFinalizers();
  private final KeyedTimers timers;
  private final CellCache cells;
  private final CurrentKey currentKey;
  private final StatefulRunner timerRunner;
  private final ElementRunner runner;
  private final Bundles bundles;
  private final DoFnLifecycle lifecycle;
  private final boolean hasSideInputs;
  private boolean sideInputsChanged;

  /** The watermark of the main input; timers see it only as far as no element waits. */
  private long mainWatermark;

  private boolean draining;
  private long drainUntil;

  private StatefulParDoOperator(
      StatefulParDoPayload payload,
      BeamJob job,
      OperatorContext context,
      DoFnBinding binding,
      SideInputs sideInputs) {
    this.context = context;
    this.metrics = new StepMetrics(binding.name());
    this.sideInputs = sideInputs;
    this.hasSideInputs = !payload.sideInputTags().isEmpty();
    Namespaces namespaces = new Namespaces(job.windowCoder(binding.inputPCollection()));
    this.pushedBack =
        new KeyedPushedBack(
            context.keyedState(),
            binding.inputCoder(),
            job.windowCoder(binding.inputPCollection()),
            context.location().maxParallelism());
    this.sideInputsChanged = !pushedBack.isEmpty();
    this.mainWatermark = context.initialWatermark(0);
    this.timers =
        new KeyedTimers(
            context,
            namespaces,
            TimerHolds.AT_OUTPUT_TIMESTAMP,
            Math.min(mainWatermark, pushedBack.hold()));
    Coder<Object> keyCoder = job.wireKeyCoder(binding.inputPCollection());
    this.cells =
        new CellCache(
            context.keyedState(),
            timers.holds(),
            namespaces,
            key -> CellBytes.decode(keyCoder, key.bytes()),
            job.evolvedCells(binding.payload()));
    this.currentKey = new CurrentKey(cells, timers, finalizers.finalizer());
    this.bundles = new Bundles(job, context.clock());
    TaggedOutputs outputs = new TaggedOutputs(context, payload.outputTags());
    if (job.weirOptions().getEnforceImmutability()) {
      MutationGuard guard = new MutationGuard(binding, outputs);
      this.timerRunner = new StatefulRunner(job, binding, sideInputs.reader(), guard, currentKey);
      this.runner = guard.around(timerRunner);
    } else {
      this.timerRunner = new StatefulRunner(job, binding, sideInputs.reader(), outputs, currentKey);
      this.runner = timerRunner;
    }
    MetricsContainer before = metrics.enter();
    try {
      this.lifecycle = DoFnLifecycle.setUp(binding.name(), binding.fn(), job.options());
    } finally {
      metrics.leave(before);
    }
  }

  /** Makes operators of stateful ParDos, with side inputs of the given kind. */
  public static StatefulParDoOperator of(
      StatefulParDoPayload payload,
      BeamJob job,
      OperatorContext context,
      SideInputsMaker sideInputs)
      throws Exception {
    DoFnBinding binding = DoFnBinding.of(job, payload.transform());
    SideInputs made =
        payload.sideInputTags().isEmpty()
            ? new NoSideInputs()
            : sideInputs.make(job, context, binding, payload.sideInputTags());
    return new StatefulParDoOperator(payload, job, context, binding, made);
  }

  @Override
  @SuppressWarnings("unchecked") // The element type is not known here.
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input > 0) {
      sideInputs.process(input - 1, element);
      sideInputsChanged = true;
    } else if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    } else {
      call(() -> processMain(key, (WindowedValue<Object>) element));
    }
  }

  private void processMain(Key key, WindowedValue<Object> element) {
    if (!hasSideInputs) {
      run(key, element);
      return;
    }
    for (WindowedValue<Object> single : element.explodeWindows()) {
      if (!pushedBack.keepUnready(key, single, sideInputs)) {
        run(key, single);
      }
    }
  }

  private void run(Key key, WindowedValue<Object> element) {
    openBundle();
    currentKey.set(key);
    runner.process(element);
    if (bundles.count()) {
      finishBundle();
    }
  }

  private void openBundle() {
    if (!bundles.isOpen()) {
      // What was passed on last, not what would be passed on now: an element that waited, or a
      // timer, no longer holds the watermark itself.
      bundles.begin(timers.currentOutputWatermarkTime().getMillis());
      runner.startBundle();
    }
  }

  private void finishBundle() {
    runner.finishBundle();
    bundles.end();
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    if (input > 0) {
      sideInputs.onWatermark(input - 1, watermark);
      sideInputsChanged = true;
      return;
    }
    mainWatermark = watermark;
    followMainWatermark();
  }

  /**
   * Elements that wait for side inputs hold back what timers and the check for late data see: they
   * were not late when they came. The final watermark is acted on when timers have been drained.
   */
  private void followMainWatermark() {
    long watermark = Math.min(mainWatermark, pushedBack.hold());
    if (watermark < Watermark.MAX) {
      moveTo(watermark);
    }
  }

  private void moveTo(long watermark) {
    timers.advanceInputWatermark(watermark);
    sideInputs.onMainWatermark(watermark);
  }

  @Override
  public Progress advance() throws Exception {
    retryPushedBack();
    Progress firing = fireTimers();
    if (firing != Progress.IDLE || !bundles.isOpen()) {
      return firing;
    }
    if (bundles.isDue()) {
      endBundle();
      return Progress.IDLE;
    }
    return Progress.MORE;
  }

  private Progress fireTimers() throws Exception {
    for (int i = 0; i < SLICE; i++) {
      DueTimers due = nextDue();
      if (due != null) {
        call(() -> fire(due));
      } else if (!timers.isAnyDue()) {
        return Progress.IDLE;
      }
    }
    return Progress.UNFINISHED;
  }

  private void fire(DueTimers due) {
    openBundle();
    currentKey.set(due.key());
    due.timers().forEach(timerRunner::fire);
    if (bundles.count()) {
      finishBundle();
    }
  }

  /** The next timer that is due; at the end of the input first those of processing time. */
  private @Nullable DueTimers nextDue() {
    if (mainWatermark >= Watermark.MAX
        && timers.inputWatermark() < Watermark.MAX
        && pushedBack.isEmpty()) {
      drainTimers();
    }
    return timers.pollDue();
  }

  /** Makes the next pending processing-time timer due, or the final watermark after the last. */
  private void drainTimers() {
    if (!draining) {
      draining = true;
      drainUntil = timers.latestProcessingTime();
    }
    long earliest = timers.earliestProcessingTime();
    if (earliest <= drainUntil) {
      timers.drainProcessingTime(earliest + 1);
    } else {
      moveTo(Watermark.MAX);
    }
  }

  private void retryPushedBack() throws Exception {
    if (!sideInputsChanged) {
      return;
    }
    sideInputsChanged = false;
    if (!pushedBack.isEmpty()) {
      for (KeyedPushedBack.Waiting waiting : pushedBack.takeAll()) {
        call(() -> processMain(waiting.key(), waiting.element()));
      }
      followMainWatermark();
    }
  }

  private void endBundle() throws Exception {
    if (bundles.isOpen()) {
      call(this::finishBundle);
    }
  }

  @Override
  public long outputWatermark() {
    return timers.outputWatermark(Math.min(bundles.hold(), pushedBack.hold()));
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    endBundle();
    return !timers.isAnyDue();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    finalizers.snapshot(snapshot.checkpointId());
    if (hasSideInputs) {
      pushedBack.snapshot(snapshot.keyedState());
      sideInputs.snapshot();
    }
    return cells.freeze(snapshot.keyedState());
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    MetricsContainer before = metrics.enter();
    try {
      finalizers.completed(checkpointId, context.clock());
    } finally {
      metrics.leave(before);
    }
  }

  @Override
  public boolean finish() throws Exception {
    retryPushedBack();
    if (fireTimers() != Progress.IDLE) {
      return false;
    }
    endBundle();
    return pushedBack.isEmpty() && !timers.isAnyDue();
  }

  @Override
  public byte @Nullable [] metrics() {
    return metrics.encode();
  }

  @Override
  public void close() {
    lifecycle.close();
    sideInputs.close();
  }

  /** Runs user code with its metrics; an instance that threw is dead and torn down. */
  private void call(Runnable userCode) {
    MetricsContainer before = metrics.enter();
    try {
      userCode.run();
    } catch (Throwable e) {
      lifecycle.close();
      throw UserCode.sneaky(UserCode.unwrap(e));
    } finally {
      metrics.leave(before);
    }
  }
}
