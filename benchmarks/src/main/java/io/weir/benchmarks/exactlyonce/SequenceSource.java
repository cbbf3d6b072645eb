package io.weir.benchmarks.exactlyonce;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * For each of a number of keys the numbers from 0 in order, as (key, number), at a limited rate.
 * The timestamp of number n is n times {@link #STEP_MILLIS}, for every key. Ends.
 */
final class SequenceSource extends UnboundedSource<KV<Long, Long>, SequencePosition> {
  /** Event time between two numbers of a key. */
  static final long STEP_MILLIS = 50;

  private static final long serialVersionUID = 1;

  private final long firstKey;
  private final long keyStep;
  private final long keys;
  private final long numbersPerKey;
  private final int perSecond;
  private final boolean losesOneAfterRestore;

  /**
   * A source.
   *
   * @param keys how many keys there are
   * @param numbersPerKey how many numbers each has
   * @param perSecond how many numbers of each key come in a second at most
   */
  SequenceSource(long keys, long numbersPerKey, int perSecond) {
    this(0, 1, keys, numbersPerKey, perSecond, false);
  }

  /** A source that is wrong: it loses a number each time that it is restored. */
  SequenceSource losingOneAfterRestore() {
    return new SequenceSource(firstKey, keyStep, keys, numbersPerKey, perSecond, true);
  }

  private SequenceSource(
      long firstKey,
      long keyStep,
      long keys,
      long numbersPerKey,
      int perSecond,
      boolean losesOneAfterRestore) {
    this.firstKey = firstKey;
    this.keyStep = keyStep;
    this.keys = keys;
    this.numbersPerKey = numbersPerKey;
    this.perSecond = perSecond;
    this.losesOneAfterRestore = losesOneAfterRestore;
  }

  @Override
  public List<SequenceSource> split(int desiredSplits, PipelineOptions options) {
    List<SequenceSource> splits = new ArrayList<>();
    for (long i = 0; i < Math.min(desiredSplits, keys); i++) {
      long share = (keys - i + desiredSplits - 1) / desiredSplits;
      splits.add(
          new SequenceSource(
              i, desiredSplits, share, numbersPerKey, perSecond, losesOneAfterRestore));
    }
    return splits;
  }

  @Override
  public UnboundedReader<KV<Long, Long>> createReader(
      PipelineOptions options, @Nullable SequencePosition position) {
    if (position == null) {
      return new SequenceReader(this, 0);
    }
    return new SequenceReader(this, position.next() + (losesOneAfterRestore ? 1 : 0));
  }

  /** The key of the element at a position: all keys have their number n before any has n + 1. */
  long keyAt(long position) {
    return firstKey + keyStep * (position % keys);
  }

  /** The number at a position. */
  long numberAt(long position) {
    return position / keys;
  }

  /** Where the source ends. */
  long length() {
    return keys * numbersPerKey;
  }

  /** Elements of all keys in a second. */
  long perSecond() {
    return perSecond * keys;
  }

  @Override
  public Coder<SequencePosition> getCheckpointMarkCoder() {
    return new SequencePosition.PositionCoder();
  }

  @Override
  public Coder<KV<Long, Long>> getOutputCoder() {
    return KvCoder.of(VarLongCoder.of(), VarLongCoder.of());
  }
}
