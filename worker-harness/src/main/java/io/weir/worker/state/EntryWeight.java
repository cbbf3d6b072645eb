package io.weir.worker.state;

import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of state takes as an object, on average over those that were read or written, and
 * now and then over one that is encoded for this alone: entries of a busy cache may not be written
 * for long.
 *
 * <p>Thread: subtask thread.
 */
public final class EntryWeight {
  /** Objects take more than the bytes that they are encoded as. */
  private static final int OBJECT_FACTOR = 3;

  private static final int ENTRY_BYTES = 64;
  private static final int SAMPLED = 64;

  private long average;
  private int sinceSample;
  private int nextSample;

  /** Has seen nothing yet. */
  public EntryWeight() {}

  /** What an entry takes that is encoded in so many bytes. */
  static long of(int encodedBytes) {
    return ENTRY_BYTES + (long) OBJECT_FACTOR * encodedBytes;
  }

  /** Learns from an entry. */
  public void saw(byte[] encoded) {
    saw(encoded.length);
  }

  /** Learns from an entry that is encoded in so many bytes. */
  void saw(int encodedBytes) {
    long weight = of(encodedBytes);
    average = average == 0 ? weight : average + (weight - average) / 8;
    sinceSample = 0;
    // Encoding for this alone costs about as much for each addition, however large entries are.
    nextSample = Math.max(SAMPLED, encodedBytes / SAMPLED);
  }

  /** An entry was added or grew: whether it is its turn to be encoded and {@link #saw seen}. */
  public boolean isDue() {
    return average == 0 || ++sinceSample >= nextSample;
  }

  /** Learns from an entry that was added, if it is its turn. */
  <T extends @Nullable Object> void added(Coder<T> coder, T value) {
    if (isDue()) {
      saw(CellBytes.encode(coder, value));
    }
  }

  /** What an entry takes, bytes. */
  public long average() {
    return average;
  }
}
