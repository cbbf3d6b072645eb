package io.weir.worker.pardo;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.operator.SnapshotContext;
import io.weir.engine.operator.SnapshotStep;
import io.weir.plan.operator.ParDoPayload;
import io.weir.worker.job.BeamJob;
import io.weir.worker.job.InputWatermarks;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * A ParDo without state. Port 0 is the main input, whose watermark alone decides the output
 * watermark; the other ports are side inputs.
 *
 * <p>Thread: the subtask thread.
 */
public final class ParDoOperator implements Operator {
  private final OperatorContext context;
  private final UserFn fn;
  private final SideInputs sideInputs;
  private final PushedBack pushedBack;
  private final SideInputRetry retry;
  private final ElementRunner runner;
  private final Bundles bundles;
  private final InputWatermarks watermark;
  private final boolean hasSideInputs;
  // A DoFn that is never told of bundles needs none: no hold, and no call per bundle.
  private final boolean seesBundles;
  private long outputWatermark;

  private ParDoOperator(
      ParDoPayload payload,
      BeamJob job,
      OperatorContext context,
      DoFnBinding binding,
      SideInputs sideInputs)
      throws Exception {
    this.context = context;
    this.sideInputs = sideInputs;
    this.hasSideInputs = !payload.sideInputTags().isEmpty();
    this.pushedBack =
        new PushedBack(context, binding.inputCoder(), job.windowCoder(binding.inputPCollection()));
    this.retry = new SideInputRetry(sideInputs, this::retryPushedBack);
    this.bundles = new Bundles(job, context.clock());
    this.watermark = new InputWatermarks(context, 1);
    DoFnSignature signature = DoFnSignatures.getSignature(binding.fn().getClass());
    this.seesBundles = signature.startBundle() != null || signature.finishBundle() != null;
    this.outputWatermark = Math.min(watermark.least(), pushedBack.hold());
    this.fn = UserFn.setUp(binding, job.options());
    this.runner = runner(payload, job, binding);
  }

  /** Makes operators of ParDos, with side inputs of the given kind. */
  public static ParDoOperator of(
      ParDoPayload payload, BeamJob job, OperatorContext context, SideInputsMaker sideInputs)
      throws Exception {
    DoFnBinding binding = DoFnBinding.of(job, payload.transform());
    SideInputs made = sideInputs.makeAny(job, context, binding, payload.sideInputTags());
    return new ParDoOperator(payload, job, context, binding, made);
  }

  private ElementRunner runner(ParDoPayload payload, BeamJob job, DoFnBinding binding) {
    TaggedOutputs outputs =
        new TaggedOutputs(
            context,
            binding,
            fn.metrics(),
            payload.outputTags(),
            job.weirOptions().getEnforceImmutability());
    if (!job.weirOptions().getEnforceImmutability()) {
      return runner(job, binding, outputs);
    }
    MutationGuard guard = new MutationGuard(binding, outputs);
    return guard.around(runner(job, binding, guard));
  }

  private ElementRunner runner(
      BeamJob job, DoFnBinding binding, WindowedValueMultiReceiver outputs) {
    SideInputReader reader = sideInputs.reader();
    BundleFinalizer finalizer = fn.finalizers().finalizer();
    TimestampCheck timestamps = TimestampCheck.withSkewOf(binding.fn());
    ElementContext element =
        new ElementContext(binding, job.options(), reader, timestamps, outputs);
    DoFnSignature signature = DoFnSignatures.getSignature(binding.fn().getClass());
    return new ReusingElementRunner(
        fn.invoker(),
        element,
        new ElementArguments(binding, element, finalizer),
        new BeamElementRunner(job, binding, reader, outputs, finalizer),
        signature.processElement().observesWindow() || hasSideInputs);
  }

  @Override
  @SuppressWarnings("unchecked") // the element type is not known here
  public void process(int input, @Nullable Key key, Object element) throws Exception {
    if (input > 0) {
      retry.process(input - 1, element);
      return;
    }
    WindowedValue<Object> main = (WindowedValue<Object>) element;
    retry.before(main);
    processMain(main);
  }

  private void processMain(WindowedValue<Object> element) throws Exception {
    MetricsContainer before = fn.enter();
    try {
      if (hasSideInputs) {
        for (WindowedValue<Object> ready : pushedBack.keepUnready(element, sideInputs)) {
          run(ready);
        }
      } else {
        run(element);
      }
    } catch (Throwable e) {
      throw fn.failed(e);
    } finally {
      fn.leave(before);
    }
  }

  private void run(WindowedValue<Object> element) {
    if (!seesBundles) {
      runner.process(element);
      return;
    }
    if (!bundles.isOpen()) {
      // As it was with the elements that wait: one that is tried again holds nothing any more.
      bundles.begin(outputWatermark);
      runner.startBundle();
    }
    runner.process(element);
    if (bundles.count()) {
      finishBundle();
    }
  }

  private void finishBundle() {
    runner.finishBundle();
    bundles.end();
  }

  @Override
  public void onWatermark(int input, long newWatermark) throws Exception {
    if (input > 0) {
      retry.onWatermark(input - 1, newWatermark);
    } else {
      watermark.advance(0, newWatermark);
      outputWatermark = outputWatermark();
      sideInputs.onMainWatermark(Math.min(newWatermark, pushedBack.hold()));
    }
  }

  @Override
  public Progress advance() throws Exception {
    retry.runIfDue();
    if (!bundles.isOpen()) {
      return Progress.IDLE;
    }
    if (bundles.isDue()) {
      endBundle();
      return Progress.IDLE;
    }
    return Progress.MORE;
  }

  private void retryPushedBack() throws Exception {
    for (WindowedValue<Object> element : pushedBack.takeAll()) {
      processMain(element);
    }
  }

  private void endBundle() {
    if (bundles.isOpen()) {
      fn.run(this::finishBundle);
    }
  }

  @Override
  public long outputWatermark() {
    long least = Math.min(watermark.least(), Math.min(bundles.hold(), pushedBack.hold()));
    outputWatermark = Math.max(outputWatermark, least);
    return outputWatermark;
  }

  @Override
  public boolean prepareBarrier() throws Exception {
    endBundle();
    return true;
  }

  @Override
  public SnapshotStep snapshot(SnapshotContext snapshot) throws Exception {
    fn.finalizers().snapshot(snapshot.checkpointId());
    if (hasSideInputs) {
      pushedBack.snapshot();
      sideInputs.snapshot();
    }
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
  public boolean finish() throws Exception {
    retry.runIfDue();
    endBundle();
    return pushedBack.isEmpty();
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
