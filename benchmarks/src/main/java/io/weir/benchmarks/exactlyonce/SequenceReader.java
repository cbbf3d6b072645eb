package io.weir.benchmarks.exactlyonce;

import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Reads a {@link SequenceSource} from a position. */
final class SequenceReader extends UnboundedReader<KV<Long, Long>> {
  private final SequenceSource source;
  private final long from;
  private final long startedNanos = System.nanoTime();
  private long next;

  SequenceReader(SequenceSource source, long from) {
    this.source = source;
    this.from = from;
    this.next = from;
  }

  @Override
  public boolean start() {
    return advance();
  }

  @Override
  public boolean advance() {
    long elapsedNanos = System.nanoTime() - startedNanos;
    long due = elapsedNanos * source.perSecond() / TimeUnit.SECONDS.toNanos(1);
    if (next >= source.length() || next - from >= due) {
      return false;
    }
    next++;
    return true;
  }

  @Override
  public KV<Long, Long> getCurrent() {
    requireCurrent();
    return KV.of(source.keyAt(next - 1), source.numberAt(next - 1));
  }

  @Override
  public Instant getCurrentTimestamp() {
    requireCurrent();
    return timestampAt(next - 1);
  }

  private void requireCurrent() {
    if (next == from) {
      throw new NoSuchElementException("not started");
    }
  }

  private Instant timestampAt(long position) {
    return Instant.ofEpochMilli(source.numberAt(position) * SequenceSource.STEP_MILLIS);
  }

  @Override
  public Instant getWatermark() {
    return next >= source.length() ? BoundedWindow.TIMESTAMP_MAX_VALUE : timestampAt(next);
  }

  @Override
  public CheckpointMark getCheckpointMark() {
    return new SequencePosition(next);
  }

  @Override
  public SequenceSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
