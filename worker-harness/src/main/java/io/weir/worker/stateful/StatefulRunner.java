package io.weir.worker.stateful;

import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementContext;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.pardo.TimestampCheck;
import io.weir.worker.pardo.UserFn;
import io.weir.worker.state.Namespaces;
import java.util.function.Consumer;
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
import org.apache.beam.sdk.transforms.reflect.DoFnSignature.Parameter.TimerFamilyParameter;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature.Parameter.TimerParameter;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowingStrategy;
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
  // Calls the DoFn for everything but elements.
  private final DoFnRunner<Object, Object> runner;
  private final Consumer<WindowedValue<Object>> elements;
  private final WindowCleanup cleanup;
  private final StateInternalsStateCleaner<BoundedWindow> cleaner;
  private final @Nullable SortedInput sortedInput;
  private @Nullable BoundedWindow lastWindow;
  private long expirationOfLastMs;

  /**
   * A runner of the DoFn, which must have been set up before the first call.
   *
   * @param sortBuffer keeps the elements of a DoFn that wants them in the order of time
   */
  StatefulRunner(
      BeamJob job,
      DoFnBinding binding,
      UserFn fn,
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
    this.elements =
        setsTimers(signature.processElement())
            ? runner::processElement
            : elements(job, binding, fn, sideInputs, outputs);
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

  private static boolean setsTimers(DoFnSignature.ProcessElementMethod method) {
    return method.extraParameters().stream()
        .anyMatch(p -> p instanceof TimerParameter || p instanceof TimerFamilyParameter);
  }

  /** Calls the DoFn with one context for all elements, where Beam's runner makes several each. */
  private Consumer<WindowedValue<Object>> elements(
      BeamJob job,
      DoFnBinding binding,
      UserFn fn,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs) {
    TimestampCheck timestamps = TimestampCheck.withSkewOf(binding.fn());
    ElementContext context =
        new ElementContext(binding, job.options(), sideInputs, timestamps, outputs);
    StatefulArguments arguments =
        new StatefulArguments(
            binding,
            context,
            currentKey.bundleFinalizer(),
            currentKey,
            new Namespaces(job.windowCoder(binding.inputPCollection())));
    return single -> {
      context.set(single);
      fn.invoker().invokeProcessElement(arguments);
    };
  }

  @Override
  public void startBundle() {
    runner.startBundle();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    if (element.getWindows().size() == 1) {
      processSingle(element);
    } else {
      element.explodeWindows().forEach(this::processSingle);
    }
  }

  private void processSingle(WindowedValue<Object> single) {
    BoundedWindow window = single.getWindows().iterator().next();
    if (isExpired(window)) {
      TOO_LATE.inc();
    } else if (sortedInput == null) {
      processNow(single);
    } else if (!sortedInput.keep(window, single)) {
      TOO_LATE.inc();
    }
  }

  private void processNow(WindowedValue<Object> single) {
    cleanup.setForWindow(single.getValue(), single.getWindows().iterator().next());
    elements.accept(single);
  }

  private boolean isExpired(BoundedWindow window) {
    if (!window.equals(lastWindow)) {
      lastWindow = window;
      expirationOfLastMs = LateDataUtils.garbageCollectionTime(window, windowing).getMillis();
    }
    return expirationOfLastMs < currentKey.timerInternals().inputWatermark();
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
