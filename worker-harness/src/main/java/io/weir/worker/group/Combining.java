package io.weir.worker.group;

import io.weir.worker.state.CellBytes;
import io.weir.worker.state.TableWriter;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.jspecify.annotations.Nullable;

/** Combines the values of a group with a CombineFn. Thread: subtask thread. */
record Combining<InputT, AccumT>(CombineFn<InputT, AccumT, ?> fn, Coder<AccumT> coder)
    implements Grouping<AccumT> {

  @Override
  public AccumT create() {
    return fn.createAccumulator();
  }

  @Override
  @SuppressWarnings("unchecked") // The pipeline's types were checked when it was built.
  public AccumT add(AccumT content, @Nullable Object value) {
    return fn.addInput(content, (InputT) value);
  }

  @Override
  public @Nullable Object output(AccumT content) {
    return fn.extractOutput(content);
  }

  @Override
  public AccumT write(
      AccumT content, byte[] head, int keyGroup, byte[] prefix, TableWriter writer) {
    AccumT compact = fn.compact(content);
    writer.put(keyGroup, prefix, CellBytes.concat(head, CellBytes.encode(coder, compact)));
    return compact;
  }

  @Override
  public AccumT read(@Nullable AccumT content, byte[] subKey, byte[] value) {
    return CellBytes.decode(coder, value);
  }
}
