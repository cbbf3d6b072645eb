package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.TableSection;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.OrderedTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the sections of one state file, one after the other. Thread: one at a time. */
final class SectionWriter {
  private static final byte[] FROM_START = new byte[0];
  private static final byte[] NO_KEY = new byte[0];
  private static final String IN_FLIGHT = "elements in flight";

  private final StateFileWriter file;
  private ByteBuffer block = ByteBuffer.allocate(BlockFormat.BLOCK_BYTES);
  private long offset;

  SectionWriter(StateFileWriter file) throws IOException {
    this.file = file;
    file.write(ByteBuffer.allocate(Long.BYTES).putLong(BlockFormat.HEADER).array());
    offset = BlockFormat.HEADER_BYTES;
  }

  /** Writes all tables; key groups without entries get no section. */
  List<TableSection> write(FrozenKeyedState state) throws IOException {
    List<TableSection> sections = new ArrayList<>();
    KeyGroupRange keyGroups = state.keyGroups();
    for (String name : new TreeSet<>(state.tableNames())) {
      OrderedTable table = state.table(name);
      for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
        long start = offset;
        long entries = writeEntries(table, keyGroup);
        if (entries > 0) {
          sections.add(new TableSection(name, keyGroup, 0, start, offset - start, entries));
        }
      }
    }
    return sections;
  }

  /** Writes contents by name as one section; there must be one at least. */
  TableSection write(String table, Map<String, byte[]> contents) throws IOException {
    long start = offset;
    for (Map.Entry<String, byte[]> content : new TreeMap<>(contents).entrySet()) {
      append(content.getKey().getBytes(StandardCharsets.UTF_8), content.getValue());
    }
    endBlock();
    return new TableSection(table, 0, 0, start, offset - start, contents.size());
  }

  /** Writes the elements as one section of entries without keys. */
  TableSection write(OvertakenElements elements) throws IOException {
    long start = offset;
    long entries = 0;
    for (OvertakenElements.Part part : elements.parts()) {
      int next = part.from();
      while (next < part.batch().size()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        next = elements.codec().encode(part.batch(), next, bytes, BlockFormat.BLOCK_BYTES / 2);
        append(NO_KEY, bytes.toByteArray());
        entries++;
      }
    }
    endBlock();
    return new TableSection(IN_FLIGHT, 0, 0, start, offset - start, entries);
  }

  /** Whether there is anything to write. */
  static boolean hasEntries(FrozenKeyedState state) {
    KeyGroupRange keyGroups = state.keyGroups();
    for (String name : state.tableNames()) {
      OrderedTable table = state.table(name);
      for (int keyGroup = keyGroups.first(); keyGroup < keyGroups.end(); keyGroup++) {
        try (OrderedTable.Cursor cursor = table.scan(keyGroup, FROM_START, null)) {
          if (cursor.next()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private long writeEntries(OrderedTable table, int keyGroup) throws IOException {
    long entries = 0;
    try (OrderedTable.Cursor cursor = table.scan(keyGroup, FROM_START, null)) {
      while (cursor.next()) {
        append(cursor.key(), cursor.value());
        entries++;
      }
    }
    endBlock();
    return entries;
  }

  private void append(byte[] key, byte[] value) throws IOException {
    int size =
        Math.addExact(Math.addExact(key.length, value.length), BlockFormat.ENTRY_HEADER_BYTES);
    if (size > block.remaining()) {
      endBlock();
      if (size > block.capacity()) {
        block = ByteBuffer.allocate(size);
      }
    }
    block.putInt(key.length).putInt(value.length).put(key).put(value);
  }

  private void endBlock() throws IOException {
    int length = block.position();
    if (length > 0) {
      int checksum = BlockFormat.checksum(offset, block.array(), length);
      file.write(
          ByteBuffer.allocate(BlockFormat.BLOCK_HEADER_BYTES)
              .putInt(length)
              .putInt(checksum)
              .array());
      file.write(block.array(), 0, length);
      offset += BlockFormat.BLOCK_HEADER_BYTES + length;
      block.clear();
    }
  }
}
