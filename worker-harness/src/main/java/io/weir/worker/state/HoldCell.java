package io.weir.worker.state;

import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.state.WatermarkHoldState;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A watermark hold. It is written through to the hold table at once, because the output watermark
 * depends on it; the table is also where it is stored.
 *
 * <p>Thread: subtask thread.
 */
final class HoldCell implements WatermarkHoldState {
  private final Holds holds;
  private final KeyCells owner;
  private final byte[] cellId;
  private final TimestampCombiner combiner;
  private boolean loaded;
  private @Nullable Instant hold;

  HoldCell(Holds holds, KeyCells owner, byte[] cellId, TimestampCombiner combiner) {
    this.holds = holds;
    this.owner = owner;
    this.cellId = cellId;
    this.combiner = combiner;
  }

  @Override
  public @Nullable Instant read() {
    if (!loaded) {
      hold = holds.get(owner.key(), cellId);
      loaded = true;
    }
    return hold;
  }

  @Override
  public void add(Instant outputTime) {
    Instant present = read();
    Instant combined = present == null ? outputTime : combiner.combine(present, outputTime);
    if (!combined.equals(present)) {
      hold = combined;
      holds.set(owner.key(), cellId, combined);
    }
  }

  @Override
  public void clear() {
    if (read() != null) {
      hold = null;
      holds.clear(owner.key(), cellId);
    }
  }

  @Override
  public ReadableState<Boolean> isEmpty() {
    return new LaterRead<>(() -> read() == null);
  }

  @Override
  public TimestampCombiner getTimestampCombiner() {
    return combiner;
  }

  @Override
  public WatermarkHoldState readLater() {
    return this;
  }
}
