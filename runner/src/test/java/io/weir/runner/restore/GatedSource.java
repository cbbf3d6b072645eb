package io.weir.runner.restore;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The numbers up to an end, each at itself in milliseconds, in splits by their remainders; beyond
 * the half only while the gate is open.
 */
final class GatedSource extends UnboundedSource<Long, GatedSource.Position> {
  private static final long serialVersionUID = 1;
  private static final int SPLITS = 5;

  private final long first;
  private final long step;
  private final long half;
  private final long end;

  private GatedSource(long first, long step, long half, long end) {
    this.first = first;
    this.step = step;
    this.half = half;
    this.end = end;
  }

  /** The numbers below {@code end}; those below {@code half} are always there. */
  static GatedSource of(long half, long end) {
    return new GatedSource(0, 1, half, end);
  }

  /** The next number to read. */
  record Position(long next) implements UnboundedSource.CheckpointMark {
    @Override
    public void finalizeCheckpoint() {}
  }

  @Override
  public List<GatedSource> split(int desiredSplits, PipelineOptions options) {
    Gate.countSplitCall();
    return LongStream.range(0, SPLITS)
        .mapToObj(i -> new GatedSource(i, SPLITS, half, end))
        .toList();
  }

  @Override
  public UnboundedReader<Long> createReader(PipelineOptions options, @Nullable Position mark) {
    return new Reader(mark == null ? first : mark.next());
  }

  @Override
  public Coder<Position> getCheckpointMarkCoder() {
    return DelegateCoder.of(VarLongCoder.of(), Position::next, Position::new);
  }

  @Override
  public Coder<Long> getOutputCoder() {
    return VarLongCoder.of();
  }

  private final class Reader extends UnboundedReader<Long> {
    private long next;
    private long current = -1;

    Reader(long next) {
      this.next = next;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      if (next >= (Gate.isOpen() ? end : half)) {
        return false;
      }
      current = next;
      next += step;
      return true;
    }

    @Override
    public Long getCurrent() {
      return current;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(current);
    }

    @Override
    public Instant getWatermark() {
      return next >= end ? BoundedWindow.TIMESTAMP_MAX_VALUE : Instant.ofEpochMilli(next);
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return new Position(next);
    }

    @Override
    public UnboundedSource<Long, ?> getCurrentSource() {
      return GatedSource.this;
    }

    @Override
    public void close() {}
  }
}
