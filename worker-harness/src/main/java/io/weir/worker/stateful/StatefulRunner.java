package io.weir.worker.stateful;

import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.state.Namespaces;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.DoFnRunners;
import org.apache.beam.runners.core.LateDataUtils;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.runners.core.StatefulDoFnRunner;
import org.apache.beam.runners.core.StatefulDoFnRunner.StateInternalsStateCleaner;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls a DoFn with state or timers: drops late elements, sorts by time where asked for, tells the
 * DoFn when a window expires and clears the window's state.
 *
 * <p>Thread: subtask thread.
 */
final class StatefulRunner implements ElementRunner {
  /** The same counter as on other runners. */
  private static final Counter TOO_LATE =
      Metrics.counter(StatefulDoFnRunner.class, StatefulDoFnRunner.DROPPED_DUE_TO_LATENESS_COUNTER);

  private final CurrentKey currentKey;
  private final WindowingStrategy<?, ?> windowing;
  private final DoFnRunner<Object, Object> runner;
  private final WindowCleanup cleanup;
  private final StateInternalsStateCleaner<BoundedWindow> cleaner;
  private final @Nullable SortedInput sortedInput;

  /**
   * A runner of the DoFn, which must have been set up before the first call.
   *
   * @param sortBuffer keeps the elements of a DoFn that wants them in the order of time
   */
  StatefulRunner(
      BeamJob job,
      DoFnBinding binding,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs,
      CurrentKey currentKey,
      SortBuffer sortBuffer) {
    this.currentKey = currentKey;
    this.windowing = binding.windowing();
    this.runner =
        DoFnRunners.simpleRunner(
            job.options(),
            binding.fn(),
            sideInputs,
            outputs,
            binding.mainTag(),
            binding.additionalTags(),
            currentKey,
            binding.inputCoder(),
            binding.outputCoders(),
            windowing,
            binding.schemaInformation(),
            binding.sideInputs());
    Coder<BoundedWindow> windowCoder = job.windowCoder(binding.inputPCollection());
    DoFnSignature signature = DoFnSignatures.getSignature(binding.fn().getClass());
    this.sortedInput =
        signature.processElement().requiresTimeSortedInput()
            ? new SortedInput(sortBuffer, currentKey, windowing, windowCoder)
            : null;
    this.cleanup =
        new WindowCleanup(
            currentKey.timerInternals(),
            windowing,
            currentKey,
            signature.onWindowExpiration() != null || sortedInput != null);
    this.cleaner = new StateInternalsStateCleaner<>(binding.fn(), currentKey, windowCoder);
  }

  @Override
  public void startBundle() {
    runner.startBundle();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    for (WindowedValue<Object> single : element.explodeWindows()) {
      BoundedWindow window = single.getWindows().iterator().next();
      if (isExpired(window)) {
        TOO_LATE.inc();
      } else if (sortedInput == null) {
        processNow(single);
      } else if (!sortedInput.keep(window, single)) {
        TOO_LATE.inc();
      }
    }
  }

  private void processNow(WindowedValue<Object> single) {
    cleanup.setForWindow(single.getValue(), single.getWindows().iterator().next());
    runner.processElement(single);
  }

  private boolean isExpired(BoundedWindow window) {
    Instant expiration = LateDataUtils.garbageCollectionTime(window, windowing);
    return expiration.isBefore(currentKey.timerInternals().currentInputWatermarkTime());
  }

  /** Fires a timer of the current key. */
  void fire(TimerData timer) {
    BoundedWindow window = Namespaces.windowOf(timer.getNamespace());
    String id = timer.getTimerId();
    if (sortedInput != null && sortedInput.isFlush(timer)) {
      sortedInput.flush(window, timer.getOutputTimestamp(), this::processNow);
    } else if (cleanup.isForWindow(id, window, timer.getTimestamp(), timer.getDomain())) {
      expire(window, timer);
    } else if (timer.getDomain() == TimeDomain.EVENT_TIME || !isExpired(window)) {
      runner.onTimer(
          id,
          timer.getTimerFamilyId(),
          currentKey.getKey(),
          window,
          timer.getTimestamp(),
          timer.getOutputTimestamp(),
          timer.getDomain(),
          timer.causedByDrain());
    }
  }

  private void expire(BoundedWindow window, TimerData timer) {
    runner.onWindowExpiration(window, timer.getOutputTimestamp(), currentKey.getKey());
    cleaner.clearForWindow(window);
    if (sortedInput != null) {
      sortedInput.forget(window);
    }
  }

  @Override
  public void finishBundle() {
    runner.finishBundle();
  }
}
