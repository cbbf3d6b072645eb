package io.weir.worker.pardo;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.worker.metrics.StepMetrics;
import java.util.List;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a ParDo by tag. A tag that a DoFn uses is resolved once; an output that nobody
 * consumes swallows its elements.
 *
 * <p>Thread: the subtask thread.
 */
public final class TaggedOutputs implements WindowedValueMultiReceiver {
  private final List<String> tags;
  private final Output[] outputs;
  private @Nullable TupleTag<?> lastTag;
  private Output lastOutput = element -> {};

  /**
   * The outputs of an operator.
   *
   * @param metrics counts the elements
   * @param tags the tag ids, in the order of the output ports
   */
  public TaggedOutputs(
      OperatorContext context, DoFnBinding binding, StepMetrics metrics, List<String> tags) {
    this.tags = List.copyOf(tags);
    this.outputs = new Output[tags.size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = metrics.counted(binding.output(tags.get(i)), context.output(i));
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // only saves work: an equal tag is resolved to the same
  public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
    if (tag != lastTag) {
      lastOutput = resolve(tag);
      lastTag = tag;
    }
    try {
      lastOutput.emit(value);
    } catch (Exception e) {
      throw UserCode.sneaky(e);
    }
  }

  private Output resolve(TupleTag<?> tag) {
    int port = tags.indexOf(tag.getId());
    return port < 0 ? element -> {} : outputs[port];
  }
}
