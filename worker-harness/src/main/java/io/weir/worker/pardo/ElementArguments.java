package io.weir.worker.pardo;

import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.BundleFinalizer;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a DoFn's process method; a splittable DoFn's methods have more. One object
 * serves all elements of a DoFn instance.
 *
 * <p>Thread: the subtask thread.
 */
public class ElementArguments extends DoFnInvoker.BaseArgumentProvider<Object, Object> {
  private final DoFnBinding binding;
  private final ElementContext context;
  private final BundleFinalizer finalizer;
  private final OutputReceiver<Object> mainReceiver;
  private final MultiOutputReceiver receivers;

  /** Arguments taken from the context. */
  public ElementArguments(DoFnBinding binding, ElementContext context, BundleFinalizer finalizer) {
    this.binding = binding;
    this.context = context;
    this.finalizer = finalizer;
    this.mainReceiver = new TagReceiver<>(context, binding.mainTag());
    this.receivers = new TaggedReceivers(context, binding);
  }

  @Override
  public String getErrorContext() {
    return "processing an element of " + binding.name();
  }

  @Override
  public DoFn<Object, Object>.ProcessContext processContext(DoFn<Object, Object> fn) {
    return context;
  }

  @Override
  public Object element(DoFn<Object, Object> fn) {
    return context.element();
  }

  @Override
  @SuppressWarnings("unchecked") // a converter was made for the DoFn's input
  public Object schemaElement(int index) {
    SerializableFunction<Object, Object> converter =
        (SerializableFunction<Object, Object>)
            binding.schemaInformation().getElementConverters().get(index);
    return converter.apply(context.element());
  }

  @Override
  public Instant timestamp(DoFn<Object, Object> fn) {
    return context.timestamp();
  }

  @Override
  public BoundedWindow window() {
    return context.window();
  }

  @Override
  public PaneInfo paneInfo(DoFn<Object, Object> fn) {
    return context.pane();
  }

  @Override
  public CausedByDrain causedByDrain(DoFn<Object, Object> fn) {
    return context.causedByDrain();
  }

  @Override
  public PipelineOptions pipelineOptions() {
    return context.getPipelineOptions();
  }

  @Override
  public @Nullable Object sideInput(String tagId) {
    PCollectionView<?> view = binding.sideInputs().get(tagId);
    if (view == null) {
      throw new IllegalStateException("side input " + tagId + " is not declared");
    }
    return context.sideInput(view);
  }

  @Override
  public OutputReceiver<Object> outputReceiver(DoFn<Object, Object> fn) {
    return mainReceiver;
  }

  @Override
  public OutputReceiver<Row> outputRowReceiver(DoFn<Object, Object> fn) {
    return receivers.getRowReceiver(binding.mainTag());
  }

  @Override
  public MultiOutputReceiver taggedOutputReceiver(DoFn<Object, Object> fn) {
    return receivers;
  }

  @Override
  public BundleFinalizer bundleFinalizer() {
    return finalizer;
  }
}
