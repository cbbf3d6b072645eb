package io.weir.worker.source;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Output;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a split of an unbounded source. The snapshot is the split and the source's checkpoint mark.
 * Marks are finalized in order when their checkpoint or a later one is durable; the reader stays
 * open to its end for them, because some marks need it.
 *
 * <p>Thread: the subtask thread.
 */
final class UnboundedSplitReader implements SplitReader {
  private static final Logger LOG = LoggerFactory.getLogger(UnboundedSplitReader.class);

  private final ReadTransform read;
  private final boolean identifies;
  private final byte[] serialized;
  private final UnboundedSource<Object, CheckpointMark> source;
  private final Deque<Marked> marks = new ArrayDeque<>();
  private byte @Nullable [] restoredMark;
  private boolean ended;
  private long watermark = Watermark.MIN;
  private @Nullable UnboundedReader<Object> reader;

  /**
   * A reader that goes on where the split's state says.
   *
   * @param identifies whether elements are emitted as KV(record id, element)
   */
  @SuppressWarnings("unchecked") // the element type of a source is not known here
  UnboundedSplitReader(ReadTransform read, UnboundedSplitState state, boolean identifies) {
    this.read = read;
    this.identifies = identifies;
    this.serialized = state.source();
    this.restoredMark = state.mark();
    this.ended = state.ended();
    this.source = (UnboundedSource<Object, CheckpointMark>) read.deserialize(serialized);
  }

  @Override
  public Slice read(Output output, SliceBudget budget) throws Exception {
    if (ended) {
      return Slice.ENDED;
    }
    boolean spent = false;
    boolean hasNext = next();
    while (hasNext) {
      output.emit(current());
      spent = !budget.spend();
      hasNext = !spent && next();
    }
    watermark = askWatermark();
    // A source may say so while elements wait: it has ended when it has none as well.
    ended = !spent && watermark >= Watermark.MAX;
    if (spent) {
      return Slice.MORE;
    }
    return ended ? Slice.ENDED : Slice.NO_DATA;
  }

  @Override
  public void end() {
    ended = true;
  }

  private boolean next() {
    try {
      UnboundedReader<Object> opened = reader;
      if (opened == null) {
        opened = source.createReader(read.options(), decodeMark());
        reader = opened;
        return opened.start();
      }
      return opened.advance();
    } catch (IOException | RuntimeException e) {
      throw new SourceException(read.name(), e);
    }
  }

  private WindowedValue<Object> current() {
    try {
      UnboundedReader<Object> opened = open();
      Object value = opened.getCurrent();
      return WindowedValues.timestampedValueInGlobalWindow(
          identifies ? KV.of(opened.getCurrentRecordId(), value) : value,
          opened.getCurrentTimestamp());
    } catch (RuntimeException e) {
      throw new SourceException(read.name(), e);
    }
  }

  private long askWatermark() {
    try {
      return Math.max(watermark, open().getWatermark().getMillis());
    } catch (RuntimeException e) {
      throw new SourceException(read.name(), e);
    }
  }

  private UnboundedReader<Object> open() {
    UnboundedReader<Object> opened = reader;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  private @Nullable CheckpointMark decodeMark() throws IOException {
    return UnboundedSplitState.decodeMark(source, restoredMark);
  }

  @Override
  public long watermark() {
    // The final watermark means that nothing follows, and that is known only when it has ended.
    return ended ? Watermark.MAX : Math.min(watermark, Watermark.MAX - 1);
  }

  @Override
  public byte[] snapshot(long checkpointId) {
    byte[] mark = restoredMark;
    if (reader != null) {
      try {
        CheckpointMark taken = reader.getCheckpointMark();
        marks.add(new Marked(checkpointId, taken));
        mark = UnboundedSplitState.encodeMark(source, taken);
      } catch (IOException | RuntimeException e) {
        throw new SourceException(read.name(), e);
      }
    }
    return new UnboundedSplitState(serialized, mark, ended).encode();
  }

  @Override
  public boolean isForgettable() {
    // A restored subtask must know that the split ended, not begin it again.
    return false;
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    while (!marks.isEmpty() && marks.peek().checkpointId() <= checkpointId) {
      try {
        marks.remove().mark().finalizeCheckpoint();
      } catch (IOException | RuntimeException e) {
        LOG.warn("finalizing a checkpoint mark of {} failed", read.name(), e);
      }
    }
  }

  @Override
  public void close() {
    UnboundedReader<Object> opened = reader;
    reader = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("closing a reader of {} failed", read.name(), e);
      }
    }
  }

  private record Marked(long checkpointId, CheckpointMark mark) {}
}
