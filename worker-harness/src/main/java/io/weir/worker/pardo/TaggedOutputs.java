package io.weir.worker.pardo;

import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Output;
import io.weir.worker.metrics.StepMetrics;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
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
   * @param copies whether what coders make of elements is emitted, as behind a border between
   *     processes, rather than the elements
   */
  public TaggedOutputs(
      OperatorContext context,
      DoFnBinding binding,
      StepMetrics metrics,
      List<String> tags,
      boolean copies) {
    this.tags = List.copyOf(tags);
    this.outputs = new Output[tags.size()];
    for (int i = 0; i < outputs.length; i++) {
      Output output = metrics.counted(binding.output(tags.get(i)), context.output(i));
      Coder<?> coder = binding.outputCoders().get(new TupleTag<>(tags.get(i)));
      outputs[i] = copies && coder != null ? copying(coder, output) : output;
    }
  }

  @SuppressWarnings("unchecked") // a tag's coder is that of its elements
  private static Output copying(Coder<?> coder, Output output) {
    return element -> {
      WindowedValue<Object> value = (WindowedValue<Object>) element;
      output.emit(value.withValue(CoderUtils.clone((Coder<Object>) coder, value.getValue())));
    };
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
