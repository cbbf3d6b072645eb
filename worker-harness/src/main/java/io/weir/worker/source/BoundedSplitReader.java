package io.weir.worker.source;

import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.BoundedSource.BoundedReader;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a split of a bounded source. The snapshot is the split and the number of elements emitted;
 * a restored reader reads so many without emitting them, which relies on the source giving the same
 * elements in the same order.
 *
 * <p>Thread: the subtask thread.
 */
final class BoundedSplitReader implements SplitReader {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedSplitReader.class);
  private static final byte VERSION = 1;

  private final ReadTransform read;
  private final byte[] source;
  private long emitted;
  private long toSkip;
  private boolean ended;
  private @Nullable BoundedReader<Object> reader;

  private BoundedSplitReader(ReadTransform read, byte[] source, long emitted) {
    this.read = read;
    this.source = source;
    this.emitted = emitted;
    this.toSkip = emitted;
  }

  /** A reader of a split that has just arrived. */
  static BoundedSplitReader fresh(ReadTransform read, byte[] source) {
    return new BoundedSplitReader(read, source, 0);
  }

  /** A reader that goes on where the snapshot was taken. */
  static BoundedSplitReader restore(ReadTransform read, byte[] snapshot) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot));
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of a bounded split");
      }
      long emitted = in.readLong();
      return new BoundedSplitReader(read, in.readAllBytes(), emitted);
    } catch (IOException e) {
      throw new UncheckedIOException("a bounded split of " + read.name() + " cannot be read", e);
    }
  }

  @Override
  public void end() {
    ended = true;
    close();
  }

  @Override
  public Slice read(Output output, SliceBudget budget) throws Exception {
    if (ended) {
      return Slice.ENDED;
    }
    while (next()) {
      if (toSkip > 0) {
        toSkip--;
      } else {
        WindowedValue<Object> element = current();
        emitted++;
        output.emit(element);
      }
      if (!budget.spend()) {
        return Slice.MORE;
      }
    }
    ended = true;
    close();
    return Slice.ENDED;
  }

  @SuppressWarnings("unchecked") // the element type of a source is not known here
  private boolean next() {
    try {
      BoundedReader<Object> opened = reader;
      if (opened == null) {
        opened = ((BoundedSource<Object>) read.deserialize(source)).createReader(read.options());
        reader = opened;
        return opened.start();
      }
      return opened.advance();
    } catch (IOException | RuntimeException e) {
      throw new SourceException(read.name(), e);
    }
  }

  private WindowedValue<Object> current() {
    BoundedReader<Object> opened = reader;
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    try {
      return WindowedValues.timestampedValueInGlobalWindow(
          opened.getCurrent(), opened.getCurrentTimestamp());
    } catch (RuntimeException e) {
      throw new SourceException(read.name(), e);
    }
  }

  @Override
  public long watermark() {
    return ended ? Watermark.MAX : Watermark.MIN;
  }

  @Override
  public byte[] snapshot(long checkpointId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(emitted);
      out.write(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean isForgettable() {
    return ended;
  }

  @Override
  public void close() {
    BoundedReader<Object> opened = reader;
    reader = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("closing a reader of {} failed", read.name(), e);
      }
    }
  }
}
