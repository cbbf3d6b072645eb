package io.weir.worker.pardo;

import io.weir.worker.job.BeamJob;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.DoFnRunners;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StepContext;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * Beam's own runner of DoFns without state.
 *
 * <p>Thread: the subtask thread.
 */
public final class BeamElementRunner implements ElementRunner {
  private final DoFnRunner<Object, Object> runner;

  /** A runner of the DoFn, which must have been set up before the first call. */
  public BeamElementRunner(
      BeamJob job,
      DoFnBinding binding,
      SideInputReader sideInputs,
      WindowedValueMultiReceiver outputs,
      BundleFinalizer finalizer) {
    this.runner =
        DoFnRunners.simpleRunner(
            job.options(),
            binding.fn(),
            sideInputs,
            outputs,
            binding.mainTag(),
            binding.additionalTags(),
            new Stateless(finalizer),
            binding.inputCoder(),
            binding.outputCoders(),
            binding.windowing(),
            binding.schemaInformation(),
            binding.sideInputs());
  }

  @Override
  public void startBundle() {
    runner.startBundle();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    runner.processElement(element);
  }

  @Override
  public void finishBundle() {
    runner.finishBundle();
  }

  private record Stateless(BundleFinalizer bundleFinalizer) implements StepContext {
    @Override
    public StateInternals stateInternals() {
      throw new UnsupportedOperationException("a ParDo without state");
    }

    @Override
    public TimerInternals timerInternals() {
      throw new UnsupportedOperationException("a ParDo without timers");
    }
  }
}
