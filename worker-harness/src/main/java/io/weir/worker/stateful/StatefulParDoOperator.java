package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.StatefulParDoPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.Bundles;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.pardo.MutationGuard;
import io.weir.worker.pardo.SideInputRetry;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.pardo.SideInputsMaker;
import io.weir.worker.pardo.TaggedOutputs;
import io.weir.worker.pardo.UserFn;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.Namespaces;
import io.weir.worker.timer.DueTimers;
import io.weir.worker.timer.KeyedTimers;
import io.weir.worker.timer.TimerHolds;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * A ParDo with state or timers. Port 0 is the main input, a KEYED edge; the other ports are side
 * inputs.
 *
 * <p>Thread: subtask thread.
 */
public final class StatefulParDoOperator implements Operator {
  /** Timer firings before other work gets its turn. */
  private static final int SLICE = 500;

  private final OperatorContext context;
  private final UserFn fn;
  private final SideInputs sideInputs;
  private final boolean hasSideInputs;
  private final KeyedPushedBack pushedBack;
  private final SideInputRetry retry;
  private final KeyedTimers timers;
  private final TimerTurns turns;
  private final CellCache cells;
  private final KeyedBundles bundles;

  private StatefulParDoOperator(
      StatefulParDoPayload payload,
      BeamJob job,
      OperatorContext context,
      DoFnBinding binding,
      SideInputs sideInputs) {
    this.context = context;
    this.sideInputs = sideInputs;
    this.hasSideInputs = !payload.sideInputTags().isEmpty();
    Coder<BoundedWindow> windowCoder = job.windowCoder(binding.inputPCollection());
    Namespaces namespaces = new Namespaces(windowCoder);
    this.pushedBack =
        new KeyedPushedBack(
            context.keyedState(),
            binding.inputCoder(),
            windowCoder,
            context.location().maxParallelism());
    this.retry = new SideInputRetry(sideInputs, this::retryPushedBack);
    long watermark = context.initialWatermark(0);
    this.timers =
        new KeyedTimers(
            context,
            namespaces,
            TimerHolds.AT_OUTPUT_TIMESTAMP,
            Math.min(watermark, pushedBack.hold()));
    this.turns = new TimerTurns(timers, sideInputs, pushedBack, watermark);
    Coder<Object> keyCoder = job.wireKeyCoder(binding.inputPCollection());
    this.cells =
        new CellCache(
            context.keyedState(),
            timers.holds(),
            namespaces,
            key -> CellBytes.decode(keyCoder, key.bytes()),
            job.evolvedCells(binding.payload()),
            job.cacheBudget());
    this.fn = UserFn.setUp(binding, job.options());
    this.bundles = bundles(payload, job, binding, windowCoder);
  }

  private KeyedBundles bundles(
      StatefulParDoPayload payload,
      BeamJob job,
      DoFnBinding binding,
      Coder<BoundedWindow> windowCoder) {
    SortBuffer sortBuffer = new SortBuffer(context.keyedState(), binding.inputCoder(), windowCoder);
    TaggedOutputs outputs =
        new TaggedOutputs(
            context,
            binding,
            fn.metrics(),
            payload.outputTags(),
            job.weirOptions().getEnforceImmutability());
    CurrentKey key = new CurrentKey(cells, timers, fn.finalizers().finalizer());
    StatefulRunner timerRunner;
    ElementRunner runner;
    if (job.weirOptions().getEnforceImmutability()) {
      MutationGuard guard = new MutationGuard(binding, outputs);
      timerRunner =
          new StatefulRunner(job, binding, fn, sideInputs.reader(), guard, key, sortBuffer);
      runner = guard.around(timerRunner);
    } else {
      timerRunner =
          new StatefulRunner(job, binding, fn, sideInputs.reader(), outputs, key, sortBuffer);
      runner = timerRunner;
    }
    Bundles limits = new Bundles(job, context.clock());
    return new KeyedBundles(fn, limits, timers, key, timerRunner, runner);
  }

  /** Makes operators of stateful ParDos, with side inputs of the given kind. */
  public static StatefulParDoOperator of(
      StatefulParDoPayload payload,
      BeamJob job,
      OperatorContext context,
      SideInputsMaker sideInputs)
      throws Exception {
    DoFnBinding binding = DoFnBinding.of(job, payload.transform());
    SideInputs made = sideInputs.makeAny(job, context, binding, payload.sideInputTags());
    return new StatefulParDoOperator(payload, job, context, binding, made);
  }

  @Override
  @SuppressWarnings("unchecked") // The element type is not known here.
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input > 0) {
      retry.process(input - 1, element);
    } else if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    } else {
      WindowedValue<Object> main = (WindowedValue<Object>) element;
      retry.before(main);
      processMain(key, main);
    }
  }

  private void processMain(Key key, WindowedValue<Object> element) {
    MetricsContainer before = fn.enter();
    try {
      run(key, element);
    } catch (Throwable e) {
      throw fn.failed(e);
    } finally {
      fn.leave(before);
    }
  }

  private void run(Key key, WindowedValue<Object> element) {
    if (!hasSideInputs) {
      bundles.process(key, element);
      return;
    }
    for (WindowedValue<Object> single : element.explodeWindows()) {
      if (!pushedBack.keepUnready(key, single, sideInputs)) {
        bundles.process(key, single);
      }
    }
  }

  @Override
  public void onWatermark(int input, long watermark) throws Exception {
    if (input > 0) {
      retry.onWatermark(input - 1, watermark);
    } else {
      turns.advance(watermark);
    }
  }

  @Override
  public Progress advance() throws Exception {
    retry.runIfDue();
    Progress firing = fireTimers();
    if (firing != Progress.IDLE || !bundles.isOpen()) {
      return firing;
    }
    if (bundles.isDue()) {
      bundles.end();
      return Progress.IDLE;
    }
    return Progress.MORE;
  }

  private Progress fireTimers() {
    for (int i = 0; i < SLICE; i++) {
      DueTimers due = turns.next();
      if (due != null) {
        bundles.fire(due);
      } else if (!turns.isAnyDue()) {
        return Progress.IDLE;
      }
    }
    return Progress.UNFINISHED;
  }

  private void retryPushedBack() {
    if (!pushedBack.isEmpty()) {
      for (KeyedPushedBack.Waiting waiting : pushedBack.takeAll()) {
        processMain(waiting.key(), waiting.element());
      }
      turns.follow();
    }
  }

  @Override
  public long outputWatermark() {
    return timers.outputWatermark(Math.min(bundles.hold(), pushedBack.hold()));
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    bundles.end();
    return !turns.isAnyDue();
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    fn.finalizers().snapshot(snapshot.checkpointId());
    if (hasSideInputs) {
      pushedBack.snapshot(snapshot.keyedState());
      sideInputs.snapshot();
    }
    return fn.metrics().around(cells.freeze(snapshot.keyedState()));
  }

  @Override
  public boolean awaitsCheckpoint() {
    return fn.finalizers().isWaiting();
  }

  @Override
  public void checkpointCompleted(long checkpointId) throws Exception {
    fn.checkpointCompleted(checkpointId, context.clock());
  }

  @Override
  public boolean finish() throws Exception {
    retry.runIfDue();
    if (fireTimers() != Progress.IDLE) {
      return false;
    }
    bundles.end();
    return pushedBack.isEmpty() && !turns.isAnyDue();
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
