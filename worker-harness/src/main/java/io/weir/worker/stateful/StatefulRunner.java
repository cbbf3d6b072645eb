package io.weir.worker.stateful;

import io.weir.worker.job.BeamJob;
import io.weir.worker.pardo.DoFnBinding;
import io.weir.worker.pardo.ElementRunner;
import io.weir.worker.state.Namespaces;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.DoFnRunners;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.runners.core.StatefulDoFnRunner.StateInternalsStateCleaner;
import org.apache.beam.runners.core.TimerInternals.TimerData;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * Beam's own runner of DoFns with state: drops late elements, sorts by time where asked for, calls
 * the DoFn when a window expires and clears the window's state.
 *
 * <p>Thread: subtask thread.
 */
final class StatefulRunner implements ElementRunner {
  private final CurrentKey currentKey;
  private final DoFnRunner<Object, Object> runner;

  StatefulRunner(
      BeamJob job,
      DoFnBinding binding,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs,
      CurrentKey currentKey) {
    this.currentKey = currentKey;
    DoFnRunner<Object, Object> simple =
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
            binding.windowing(),
            binding.schemaInformation(),
            binding.sideInputs());
    DoFnSignature signature = DoFnSignatures.getSignature(binding.fn().getClass());
    WindowCleanup cleanup =
        new WindowCleanup(
            currentKey.timerInternals(),
            binding.windowing(),
            currentKey,
            signature.onWindowExpiration() != null
                || signature.processElement().requiresTimeSortedInput());
    this.runner =
        DoFnRunners.defaultStatefulDoFnRunner(
            binding.fn(),
            binding.inputCoder(),
            simple,
            currentKey,
            binding.windowing(),
            cleanup,
            cleaner(binding),
            true);
  }

  @SuppressWarnings("unchecked") // A windowing strategy's windows are of its own coder's type.
  private StateInternalsStateCleaner<BoundedWindow> cleaner(DoFnBinding binding) {
    return new StateInternalsStateCleaner<>(
        binding.fn(),
        currentKey,
        (Coder<BoundedWindow>) binding.windowing().getWindowFn().windowCoder());
  }

  @Override
  public void startBundle() {
    runner.startBundle();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    runner.processElement(element);
  }

  /** Fires a timer of the current key. */
  void fire(TimerData timer) {
    runner.onTimer(
        timer.getTimerId(),
        timer.getTimerFamilyId(),
        currentKey.getKey(),
        Namespaces.windowOf(timer.getNamespace()),
        timer.getTimestamp(),
        timer.getOutputTimestamp(),
        timer.getDomain(),
        timer.causedByDrain());
  }

  @Override
  public void finishBundle() {
    runner.finishBundle();
  }
}
