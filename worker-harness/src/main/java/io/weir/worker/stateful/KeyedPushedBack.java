package io.weir.worker.stateful;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.pardo.SideInputs;
import io.weir.worker.state.CellBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;

/**
 * Elements with keys whose side inputs are not ready yet. They hold the output watermark and follow
 * their keys when the job is rescaled. In snapshots only: {@code [number] -> [length of key][key]
 * [element]}.
 *
 * <p>Thread: subtask thread.
 */
final class KeyedPushedBack {
  private static final String TABLE = "pushed-back";

  private final Coder<WindowedValue<Object>> coder;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long hold = Watermark.MAX;

  /**
   * An element that waits.
   *
   * @param key its key
   * @param element the element, in one window
   */
  record Waiting(Key key, WindowedValue<Object> element) {}

  /** The elements that waited at the restored checkpoint, if any. */
  KeyedPushedBack(
      KeyedStateBackend state,
      Coder<Object> valueCoder,
      Coder<BoundedWindow> windowCoder,
      int maxParallelism) {
    this.coder = WindowedValues.getFullCoder(valueCoder, windowCoder);
    OrderedTable table = state.table(TABLE);
    KeyGroupRange groups = state.keyGroups();
    for (int keyGroup = groups.first(); keyGroup < groups.end(); keyGroup++) {
      try (OrderedTable.Cursor cursor = table.scan(keyGroup, new byte[0], null)) {
        while (cursor.next()) {
          restore(cursor.value(), maxParallelism);
        }
      }
      table.deleteRange(keyGroup, new byte[0], null);
    }
  }

  private void restore(byte[] bytes, int maxParallelism) {
    int keyEnd = 8 + (int) CellBytes.readOrdered(bytes, 0);
    Key key = Key.of(Arrays.copyOfRange(bytes, 8, keyEnd), maxParallelism);
    add(new Waiting(key, CellBytes.decode(coder, bytes, keyEnd)));
  }

  /** Keeps the element if its side inputs are not ready; answers whether it was kept. */
  boolean keepUnready(Key key, WindowedValue<Object> element, SideInputs sideInputs) {
    if (sideInputs.isReady(element.getWindows().iterator().next())) {
      return false;
    }
    add(new Waiting(key, element));
    return true;
  }

  private void add(Waiting element) {
    waiting.add(element);
    hold = Math.min(hold, element.element().getTimestamp().getMillis());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The least timestamp of the elements, milliseconds. */
  long hold() {
    return hold;
  }

  /** Takes out all elements, to try them again. */
  List<Waiting> takeAll() {
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.clear();
    hold = Watermark.MAX;
    return all;
  }

  void snapshot(FrozenKeyedState frozen) {
    OrderedTable table = frozen.table(TABLE);
    long number = 0;
    for (Waiting each : waiting) {
      byte[] key = each.key().bytes();
      byte[] head = CellBytes.concat(CellBytes.ordered(key.length), key);
      table.put(
          each.key().keyGroup(),
          CellBytes.ordered(number++),
          CellBytes.concat(head, CellBytes.encode(coder, each.element())));
    }
  }
}
