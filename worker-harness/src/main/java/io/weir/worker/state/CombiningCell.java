package io.weir.worker.state;

import java.util.Arrays;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.jspecify.annotations.Nullable;

/** An accumulator. Thread: subtask thread. */
final class CombiningCell<InputT, AccumT, OutputT> extends SingleEntryCell
    implements CombiningState<InputT, AccumT, OutputT> {
  private final Coder<AccumT> coder;
  private final CombineFn<InputT, AccumT, OutputT> fn;
  private @Nullable AccumT accumulator;

  CombiningCell(
      KeyCells owner, byte[] prefix, Coder<AccumT> coder, CombineFn<InputT, AccumT, OutputT> fn) {
    super(owner, prefix);
    this.coder = coder;
    this.fn = fn;
  }

  private @Nullable AccumT loaded() {
    load();
    return accumulator;
  }

  @Override
  void decode(byte @Nullable [] bytes) {
    accumulator = bytes == null ? null : CellBytes.decode(coder, bytes);
  }

  @Override
  public void add(InputT value) {
    beforeChange();
    AccumT current = loaded();
    AccumT next = fn.addInput(current == null ? fn.createAccumulator() : current, value);
    accumulator = next;
    holdsEntries(1, coder, next);
  }

  @Override
  public void addAccum(AccumT accum) {
    beforeChange();
    AccumT current = loaded();
    accumulator =
        fn.mergeAccumulators(
            Arrays.asList(current == null ? fn.createAccumulator() : current, accum));
  }

  @Override
  public AccumT mergeAccumulators(Iterable<AccumT> accumulators) {
    return fn.mergeAccumulators(accumulators);
  }

  @Override
  public AccumT getAccum() {
    AccumT current = loaded();
    return current == null ? fn.createAccumulator() : current;
  }

  @Override
  public OutputT read() {
    AccumT current = loaded();
    if (current == null) {
      return fn.extractOutput(fn.createAccumulator());
    }
    // Merged into a fresh one, because the output may share structure with its accumulator and the
    // cell's own goes on changing.
    return fn.extractOutput(fn.mergeAccumulators(Arrays.asList(fn.createAccumulator(), current)));
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> loaded() == null);
  }

  @Override
  public CombiningState<InputT, AccumT, OutputT> readLater() {
    loadLater();
    return this;
  }

  @Override
  public void clear() {
    beforeChange();
    replace();
    accumulator = null;
  }

  @Override
  void writeChanges(TableWriter writer) {
    AccumT current = accumulator;
    if (current == null) {
      writer.delete(keyGroup(), prefix());
    } else {
      // Compacting may use the accumulator up, so the cell goes on with the compact one.
      AccumT compact = fn.compact(current);
      accumulator = compact;
      put(writer, prefix(), CellBytes.encode(coder, compact));
      holdsEntries(1);
    }
  }
}
