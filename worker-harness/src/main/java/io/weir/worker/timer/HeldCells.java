package io.weir.worker.timer;

import io.weir.engine.element.Key;
import io.weir.engine.watermark.HoldTable;
import io.weir.worker.state.CellBytes;
import io.weir.worker.state.Holds;
import java.util.OptionalLong;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watermark holds of state cells and of timers in one hold table, kept apart by their first byte.
 *
 * <p>Thread: subtask thread.
 */
final class HeldCells implements Holds {
  private static final byte[] STATE = {'s'};
  private static final byte[] TIMER = {'t'};

  private final HoldTable table;

  HeldCells(HoldTable table) {
    this.table = table;
  }

  @Override
  public @Nullable Instant get(Key key, byte[] cellId) {
    OptionalLong hold = table.get(key, CellBytes.concat(STATE, cellId));
    return hold.isPresent() ? Instant.ofEpochMilli(hold.getAsLong()) : null;
  }

  @Override
  public void set(Key key, byte[] cellId, Instant hold) {
    table.set(key, CellBytes.concat(STATE, cellId), hold.getMillis());
  }

  @Override
  public void clear(Key key, byte[] cellId) {
    table.clear(key, CellBytes.concat(STATE, cellId));
  }

  void setForTimer(Key key, byte[] timerId, Instant hold) {
    table.set(key, CellBytes.concat(TIMER, timerId), hold.getMillis());
  }

  void clearForTimer(Key key, byte[] timerId) {
    table.clear(key, CellBytes.concat(TIMER, timerId));
  }

  long earliestMs() {
    return table.earliestMs();
  }
}
