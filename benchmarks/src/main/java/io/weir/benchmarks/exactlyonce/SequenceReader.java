package io.weir.benchmarks.exactlyonce;

import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Reads a {@link SequenceSource} from a position, at its pace. What was not read while the reader
 * had to wait is not caught up with, so that a job lasts as long as its numbers say on a machine
 * that is busy or after it was stopped for a while.
 */
final class SequenceReader extends UnboundedReader<KV<Long, Long>> {
  /** How late a number may come without those after it coming later. */
  private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SequenceSource source;
  private final long from;
  private long dueNanos = System.nanoTime();
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
    long lateNanos = System.nanoTime() - dueNanos;
    if (next >= source.length() || lateNanos < 0) {
      return false;
    }
    dueNanos += Math.max(0, lateNanos - SLACK_NANOS) + SECOND_NANOS / source.perSecond();
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
