package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.state.CellBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;

/**
 * Elements by key, window and timestamp, in a table of their own: {@code [key][window][timestamp]
 * [number] -> [element]}. Part of the snapshot format.
 *
 * <p>Thread: subtask thread.
 */
final class SortBuffer {
  private static final String TABLE = "sorted-input";

  private final OrderedTable table;
  private final Coder<BoundedWindow> windowCoder;
  private final Coder<WindowedValue<Object>> coder;

  /** The elements that waited at the restored checkpoint, if any. */
  SortBuffer(KeyedStateBackend state, Coder<Object> valueCoder, Coder<BoundedWindow> windowCoder) {
    this.table = state.table(TABLE);
    this.windowCoder = windowCoder;
    this.coder = WindowedValues.getFullCoder(valueCoder, windowCoder);
  }

  /**
   * Adds an element.
   *
   * @param number tells elements with equal timestamps apart, and gives them their order
   */
  void add(Key key, BoundedWindow window, long number, WindowedValue<Object> element) {
    byte[] position =
        CellBytes.concat(
            CellBytes.ordered(element.getTimestamp().getMillis()), CellBytes.ordered(number));
    table.put(
        key.keyGroup(),
        CellBytes.concat(prefix(key, window), position),
        CellBytes.encode(coder, element));
  }

  /** Removes and answers the elements with timestamps up to the given one, in order. */
  List<WindowedValue<Object>> takeUpTo(Key key, BoundedWindow window, long timestamp) {
    byte[] from = prefix(key, window);
    byte[] last = CellBytes.concat(from, CellBytes.ordered(timestamp));
    byte[] to = CellBytes.afterPrefix(last);
    List<WindowedValue<Object>> taken = new ArrayList<>();
    try (OrderedTable.Cursor cursor = table.scan(key.keyGroup(), from, to)) {
      while (cursor.next()) {
        taken.add(CellBytes.decode(coder, cursor.value()));
      }
    }
    table.deleteRange(key.keyGroup(), from, to);
    return taken;
  }

  /** The least timestamp of a key and window, if there is an element. */
  OptionalLong leastTimestamp(Key key, BoundedWindow window) {
    byte[] prefix = prefix(key, window);
    try (OrderedTable.Cursor cursor =
        table.scan(key.keyGroup(), prefix, CellBytes.afterPrefix(prefix))) {
      return cursor.next()
          ? OptionalLong.of(CellBytes.readOrdered(cursor.key(), prefix.length))
          : OptionalLong.empty();
    }
  }

  private byte[] prefix(Key key, BoundedWindow window) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CellBytes.writePart(out, key.bytes());
    CellBytes.writePart(out, CellBytes.encode(windowCoder, window));
    return out.toByteArray();
  }
}
