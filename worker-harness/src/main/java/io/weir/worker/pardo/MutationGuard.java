package io.weir.worker.pardo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.IllegalMutationException;
import org.apache.beam.sdk.util.MutationDetector;
import org.apache.beam.sdk.util.MutationDetectors;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;

/**
 * Checks that a DoFn changes neither its input nor what it has emitted, by encoding elements before
 * and after: an input is checked after its call, an output after the call that emitted it and after
 * the next one.
 *
 * <p>Thread: the subtask thread.
 */
public final class MutationGuard implements ElementRunner, WindowedValueMultiReceiver {
  private final String transform;
  private final Coder<Object> inputCoder;
  private final Map<TupleTag<?>, Coder<?>> outputCoders;
  private final WindowedValueMultiReceiver outputs;
  private ElementRunner guarded = new Unset();
  private List<MutationDetector> emittedBefore = List.of();
  private List<MutationDetector> emittedNow = new ArrayList<>();

  /** Guards a DoFn that emits to the outputs. */
  public MutationGuard(DoFnBinding binding, WindowedValueMultiReceiver outputs) {
    this.transform = binding.name();
    this.inputCoder = binding.inputCoder();
    this.outputCoders = binding.outputCoders();
    this.outputs = outputs;
  }

  /** The runner to guard; it must emit into this guard. */
  public ElementRunner around(ElementRunner runner) {
    guarded = runner;
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // a tag's coder is that of its elements
  public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
    Coder<T> coder = (Coder<T>) outputCoders.get(tag);
    if (coder != null) {
      emittedNow.add(detector(value.getValue(), coder));
    }
    outputs.output(tag, value);
  }

  @Override
  public void startBundle() {
    guarded.startBundle();
    checkOutputs();
  }

  @Override
  public void process(WindowedValue<Object> element) {
    MutationDetector input = detector(element.getValue(), inputCoder);
    guarded.process(element);
    verify(input, "changed its input element");
    checkOutputs();
  }

  @Override
  public void finishBundle() {
    guarded.finishBundle();
    checkOutputs();
  }

  private void checkOutputs() {
    for (MutationDetector detector : emittedBefore) {
      verify(detector, "changed an element after it was output");
    }
    for (MutationDetector detector : emittedNow) {
      verify(detector, "changed an element after it was output");
    }
    emittedBefore = emittedNow;
    emittedNow = new ArrayList<>();
  }

  private void verify(MutationDetector detector, String what) {
    try {
      detector.verifyUnmodified();
    } catch (IllegalMutationException e) {
      throw new IllegalMutationException(
          "%s %s, which Beam forbids: it was %s and became %s"
              .formatted(transform, what, e.getSavedValue(), e.getNewValue()),
          e.getSavedValue(),
          e.getNewValue(),
          e);
    }
  }

  private <T> MutationDetector detector(T value, Coder<T> coder) {
    try {
      return MutationDetectors.forValueWithCoder(value, coder);
    } catch (CoderException e) {
      throw new IllegalArgumentException(
          transform + " has an element that its coder cannot encode", e);
    }
  }

  private static final class Unset implements ElementRunner {
    @Override
    public void startBundle() {
      throw new IllegalStateException("nothing to guard");
    }

    @Override
    public void process(WindowedValue<Object> element) {
      throw new IllegalStateException("nothing to guard");
    }

    @Override
    public void finishBundle() {
      throw new IllegalStateException("nothing to guard");
    }
  }
}
