package io.weir.worker.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Numbers from a first to a last one, each with itself as timestamp; some come twice if wished. */
final class CountingSource extends UnboundedSource<Long, CountingSource.Position> {
  // A source reaches its test only through statics: it is serialized on its way.
  private static final Map<String, List<Long>> FINALIZED = new ConcurrentHashMap<>();

  private final String id;
  private final long first;
  private final long end;
  private final boolean twice;

  CountingSource(String id, long first, long end, boolean twice) {
    this.id = id;
    this.first = first;
    this.end = end;
    this.twice = twice;
  }

  static List<Long> finalized(String id) {
    return FINALIZED.computeIfAbsent(id, i -> new ArrayList<>());
  }

  /** The next number to read. */
  record Position(String id, long next) implements UnboundedSource.CheckpointMark {
    @Override
    public void finalizeCheckpoint() {
      finalized(id).add(next);
    }
  }

  @Override
  public List<CountingSource> split(int desiredSplits, PipelineOptions options) {
    long middle = (first + end) / 2;
    return List.of(
        new CountingSource(id, first, middle, twice), new CountingSource(id, middle, end, twice));
  }

  @Override
  public UnboundedReader<Long> createReader(PipelineOptions options, @Nullable Position mark) {
    return new Reader(mark == null ? first : mark.next());
  }

  @Override
  public Coder<Position> getCheckpointMarkCoder() {
    String source = id;
    return DelegateCoder.of(VarLongCoder.of(), Position::next, next -> new Position(source, next));
  }

  @Override
  public Coder<Long> getOutputCoder() {
    return VarLongCoder.of();
  }

  @Override
  public boolean requiresDeduping() {
    return twice;
  }

  private final class Reader extends UnboundedReader<Long> {
    private long next;
    private long current = -1;
    private boolean again;

    Reader(long next) {
      this.next = next;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      if (again) {
        again = false;
        return true;
      }
      if (next == end) {
        return false;
      }
      current = next++;
      again = twice;
      return true;
    }

    @Override
    public Long getCurrent() {
      return current;
    }

    @Override
    public byte[] getCurrentRecordId() {
      return ByteBuffer.allocate(Long.BYTES).putLong(current).array();
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(current);
    }

    @Override
    public Instant getWatermark() {
      return next == end ? BoundedWindow.TIMESTAMP_MAX_VALUE : Instant.ofEpochMilli(next);
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return new Position(id, next);
    }

    @Override
    public UnboundedSource<Long, ?> getCurrentSource() {
      return CountingSource.this;
    }

    @Override
    public void close() {}
  }
}
