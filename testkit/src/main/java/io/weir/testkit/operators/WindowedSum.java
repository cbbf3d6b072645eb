package io.weir.testkit.operators;

import io.weir.engine.element.Key;
import io.weir.engine.operator.OperatorContext;
import io.weir.engine.operator.Progress;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.OrderedTable.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums of fixed event-time windows per key, emitted at the last millisecond of the window when the
 * watermark has passed its end. The table's order is the order of firing; a watermark that makes
 * many windows due fires them in slices.
 */
final class WindowedSum extends ItemOperator {
  private static final long WINDOW_MS = 100;
  private static final int FIRED_PER_SLICE = 3;

  private final OrderedTable windows;

  /** Window ends and how many entries each has: what holds the output watermark. */
  private final TreeMap<Long, Integer> pending = new TreeMap<>();

  WindowedSum(OperatorContext context) {
    super(context, 1);
    windows = context.keyedState().table("windows");
    for (int group = firstGroup(); group < endGroup(); group++) {
      try (Cursor cursor = windows.scan(group, new byte[0], null)) {
        while (cursor.next()) {
          pending.merge(ByteBuffer.wrap(cursor.key()).getLong(), 1, Integer::sum);
        }
      }
    }
  }

  private int firstGroup() {
    return context().keyedState().keyGroups().first();
  }

  private int endGroup() {
    return context().keyedState().keyGroups().end();
  }

  @Override
  void take(int input, @Nullable Key key, Item item) {
    Key present = Objects.requireNonNull(key, "key");
    long end = Math.floorDiv(item.timestamp(), WINDOW_MS) * WINDOW_MS + WINDOW_MS;
    byte[] entry =
        ByteBuffer.allocate(Long.BYTES + present.bytes().length)
            .putLong(end)
            .put(present.bytes())
            .array();
    byte[] old = windows.get(present.keyGroup(), entry);
    if (old == null) {
      pending.merge(end, 1, Integer::sum);
    }
    long count = old == null ? 0 : ByteBuffer.wrap(old).getLong();
    long sum = old == null ? 0 : ByteBuffer.wrap(old).getLong(Long.BYTES);
    windows.put(
        present.keyGroup(),
        entry,
        ByteBuffer.allocate(2 * Long.BYTES).putLong(count + 1).putLong(sum + item.value()).array());
  }

  @Override
  public Progress advance() throws Exception {
    int fired = 0;
    while (isDue()) {
      if (fired++ == FIRED_PER_SLICE) {
        return Progress.UNFINISHED;
      }
      fireOne(pending.firstKey());
    }
    return Progress.IDLE;
  }

  private boolean isDue() {
    return !pending.isEmpty() && pending.firstKey() <= inputWatermark();
  }

  private void fireOne(long end) throws Exception {
    for (int group = firstGroup(); group < endGroup(); group++) {
      try (Cursor cursor = windows.scan(group, new byte[0], null)) {
        if (cursor.next() && ByteBuffer.wrap(cursor.key()).getLong() == end) {
          byte[] entry = cursor.key();
          ByteBuffer value = ByteBuffer.wrap(cursor.value());
          windows.delete(group, entry);
          pending.compute(end, (e, n) -> n == null || n == 1 ? null : n - 1);
          String key =
              new String(
                  Arrays.copyOfRange(entry, Long.BYTES, entry.length), StandardCharsets.UTF_8);
          emit(new Item("window", value.getLong(), key, end - 1, value.getLong()));
          return;
        }
      }
    }
    throw new IllegalStateException("no entry of the window that ends at " + end);
  }

  @Override
  public long outputWatermark() {
    return pending.isEmpty()
        ? inputWatermark()
        : Math.min(inputWatermark(), pending.firstKey() - 1);
  }

  @Override
  public boolean finish() {
    return pending.isEmpty();
  }
}
