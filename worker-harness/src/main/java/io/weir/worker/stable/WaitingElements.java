package io.weir.worker.stable;

import io.weir.engine.element.ElementBatch;
import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.operator.EdgeCodec;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedKeyReader;
import io.weir.engine.state.OrderedKeyWriter;
import io.weir.engine.state.OrderedTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Elements that wait for a checkpoint, as bytes in keyed state, in the order in which they came.
 * Those that came between two barriers wait for the same checkpoint and leave together; so at most
 * one such section is open.
 *
 * <p>An element with a key lies in its key group, where it is found again at any parallelism. Those
 * without are spread over the key groups of the subtask.
 *
 * <p>Table entry: {@code [sequence number] -> [hold of its section, 8 bytes][element as on an
 * edge]}.
 *
 * <p>Thread: the subtask thread.
 */
final class WaitingElements {
  private static final String TABLE = "stable-input";
  private static final byte[] FIRST = {};

  private final OrderedTable table;
  private final KeyGroupRange keyGroups;
  private final EdgeCodec codec;
  private final boolean keyed;
  private final OrderedKeyWriter keyWriter = new OrderedKeyWriter();
  private final Deque<Section> sections = new ArrayDeque<>();
  private long nextSequence;

  /** The next key group of the first section to take elements from. */
  private int releasing;

  /** Elements that came between two barriers. */
  private static final class Section {
    private final long hold;
    // -1 until the barrier.
    private long checkpointId = -1;
    private long end;
    private boolean covered;

    private Section(long hold) {
      this.hold = hold;
    }
  }

  /** Takes elements that need not wait any longer. */
  @FunctionalInterface
  interface Receiver {
    /** Takes an element. */
    void process(@Nullable Key key, Object element) throws Exception;
  }

  /**
   * The elements that waited at the restored checkpoint, if any; it covers them all.
   *
   * @param codec encodes the elements; keyed if their keys are to be kept
   */
  WaitingElements(KeyedStateBackend state, EdgeCodec codec, boolean keyed) {
    this.table = state.table(TABLE);
    this.keyGroups = state.keyGroups();
    this.codec = codec;
    this.keyed = keyed;
    this.releasing = keyGroups.first();
    restore();
  }

  /** Looks at each element once, as they are about to leave anyway. */
  private void restore() {
    long hold = Watermark.MAX;
    boolean any = false;
    for (int group = keyGroups.first(); group < keyGroups.end(); group++) {
      try (OrderedTable.Cursor cursor = table.scan(group, FIRST, null)) {
        while (cursor.next()) {
          any = true;
          hold = Math.min(hold, ByteBuffer.wrap(cursor.value()).getLong());
          nextSequence = Math.max(nextSequence, new OrderedKeyReader(cursor.key()).readLong() + 1);
        }
      }
    }
    if (any) {
      Section section = new Section(hold);
      section.end = nextSequence;
      section.covered = true;
      sections.add(section);
    }
  }

  /**
   * Takes an element.
   *
   * @param inputWatermark the watermark at which it came; later ones must wait for it
   */
  void add(@Nullable Key key, Object element, long inputWatermark) throws IOException {
    Section section = sections.peekLast();
    if (section == null || section.checkpointId >= 0 || section.covered) {
      section = new Section(inputWatermark);
      sections.addLast(section);
    }
    ElementBatch batch = keyed ? ElementBatch.keyed(1) : ElementBatch.unkeyed(1);
    int group;
    if (!keyed) {
      batch.add(element);
      group = keyGroups.first() + (int) (nextSequence % keyGroups.size());
    } else if (key == null) {
      throw new IllegalArgumentException("an element came without its key");
    } else {
      batch.add(key, element);
      group = key.keyGroup();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeLong(section.hold);
    codec.encode(batch, 0, bytes, Integer.MAX_VALUE);
    table.put(group, sequenceKey(nextSequence++), bytes.toByteArray());
  }

  private byte[] sequenceKey(long sequence) {
    return keyWriter.reset().writeLong(sequence).toByteArray();
  }

  /** The checkpoint holds all elements that are here. */
  void snapshot(long checkpointId) {
    Section last = sections.peekLast();
    if (last != null && last.checkpointId < 0) {
      last.checkpointId = checkpointId;
      last.end = nextSequence;
    }
  }

  /** The checkpoint, and with it all earlier ones that were given up, is durable. */
  void completed(long checkpointId) {
    for (Section section : sections) {
      if (section.checkpointId >= 0 && section.checkpointId <= checkpointId) {
        section.covered = true;
      }
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return sections.isEmpty();
  }

  /** Whether some must wait for a checkpoint that is not complete. */
  boolean areUncovered() {
    Section last = sections.peekLast();
    return last != null && !last.covered;
  }

  /** Whether some need not wait any longer. */
  boolean mayLeave() {
    Section first = sections.peekFirst();
    return first != null && first.covered;
  }

  /** The watermark must not pass this. */
  long hold() {
    Section first = sections.peekFirst();
    return first == null ? Watermark.MAX : first.hold;
  }

  /**
   * Hands over elements of the first section, which must be allowed to leave, those of a key group
   * in order.
   *
   * @param limit the largest number of elements
   */
  void release(int limit, Receiver receiver) throws Exception {
    Section section = sections.getFirst();
    byte[] end = sequenceKey(section.end);
    int left = limit;
    while (releasing < keyGroups.end() && left > 0) {
      left = releaseGroup(end, left, receiver);
      if (left > 0) {
        releasing++;
      }
    }
    if (releasing == keyGroups.end()) {
      releasing = keyGroups.first();
      sections.removeFirst();
    }
  }

  private int releaseGroup(byte[] end, int limit, Receiver receiver) throws Exception {
    int left = limit;
    try (OrderedTable.Cursor cursor = table.scan(releasing, FIRST, end)) {
      while (left > 0 && cursor.next()) {
        left--;
        byte[] value = cursor.value();
        ElementBatch batch =
            codec.decode(new ByteArrayInputStream(value, Long.BYTES, value.length - Long.BYTES));
        table.delete(releasing, cursor.key());
        receiver.process(batch.key(0), batch.element(0));
      }
    }
    return left;
  }
}
