package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backend under random operations, and sorted maps that it must agree with: its working state,
 * the states that were frozen on the way, and the scans that were opened.
 */
final class BackendModel {
  private static final byte[] START = new byte[0];
  private static final List<String> TABLES = List.of("a", "ab");

  private final KeyedStateBackend backend;
  private final Random random;
  private final int keySpace;
  private final State working;
  private final List<State> frozen = new ArrayList<>();
  private final List<FrozenKeyedState> open = new ArrayList<>();
  private final List<Scan> scans = new ArrayList<>();

  BackendModel(KeyedStateBackend backend, Random random, int keySpace) {
    this.backend = backend;
    this.random = random;
    this.keySpace = keySpace;
    this.working = new State(backend::table, new TreeMap<>());
  }

  /** Tables, and what they must hold: by table and key group. */
  private record State(
      Function<String, OrderedTable> tables, TreeMap<String, NavigableMap<byte[], byte[]>> models) {
    NavigableMap<byte[], byte[]> model(String table, int keyGroup) {
      return models.computeIfAbsent(table + keyGroup, t -> ModelEntries.newModel());
    }

    State frozenInto(FrozenKeyedState target) {
      TreeMap<String, NavigableMap<byte[], byte[]>> copies = new TreeMap<>();
      models.forEach(
          (name, model) -> {
            NavigableMap<byte[], byte[]> copy = ModelEntries.newModel();
            copy.putAll(model);
            copies.put(name, copy);
          });
      return new State(target::table, copies);
    }
  }

  /** A cursor in the middle of a scan and the entries that it must still deliver. */
  private record Scan(OrderedTable.Cursor cursor, List<String> expected) {}

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      State state =
          frozen.isEmpty() || random.nextInt(4) > 0
              ? working
              : frozen.get(random.nextInt(frozen.size()));
      change(state);
      if (random.nextInt(500) == 0) {
        FrozenKeyedState cut = backend.freeze();
        open.add(cut);
        frozen.add(working.frozenInto(cut));
      }
      if (random.nextInt(100) == 0) {
        scans.add(newScan(state));
      }
    }
    check(working);
    frozen.forEach(this::check);
    for (Scan scan : scans) {
      assertThat(ModelEntries.of(scan.cursor()), equalTo(scan.expected()));
    }
    open.forEach(FrozenKeyedState::close);
  }

  private void change(State state) {
    String name = randomTable();
    int keyGroup = randomKeyGroup();
    OrderedTable table = state.tables().apply(name);
    NavigableMap<byte[], byte[]> model = state.model(name, keyGroup);
    byte[] key = key();
    int action = random.nextInt(100);
    if (action < 55) {
      byte[] value = {(byte) random.nextInt()};
      table.put(keyGroup, key, value);
      model.put(key, value);
    } else if (action < 80) {
      table.delete(keyGroup, key);
      model.remove(key);
    } else if (action < 83) {
      byte[] to = random.nextInt(8) == 0 ? null : key();
      table.deleteRange(keyGroup, key, to);
      List.copyOf(range(model, key, to).keySet()).forEach(model::remove);
    } else {
      assertThat(table.get(keyGroup, key), equalTo(model.get(key)));
    }
  }

  private static NavigableMap<byte[], byte[]> range(
      NavigableMap<byte[], byte[]> model, byte[] from, byte @Nullable [] to) {
    if (to == null) {
      return model.tailMap(from, true);
    }
    return Arrays.compareUnsigned(from, to) >= 0
        ? ModelEntries.newModel()
        : model.subMap(from, true, to, false);
  }

  private Scan newScan(State state) {
    String name = randomTable();
    int keyGroup = randomKeyGroup();
    byte[] from = key();
    byte[] to = random.nextBoolean() ? null : key();
    return new Scan(
        state.tables().apply(name).scan(keyGroup, from, to),
        ModelEntries.of(state.model(name, keyGroup), from, to));
  }

  private void check(State state) {
    for (String name : TABLES) {
      for (int group = backend.keyGroups().first(); group < backend.keyGroups().end(); group++) {
        assertThat(
            ModelEntries.of(state.tables().apply(name).scan(group, START, null)),
            equalTo(ModelEntries.of(state.model(name, group), START, null)));
      }
    }
  }

  private String randomTable() {
    return TABLES.get(random.nextInt(TABLES.size()));
  }

  private int randomKeyGroup() {
    return backend.keyGroups().first() + random.nextInt(backend.keyGroups().size());
  }

  /** Keys of one to four bytes, so that some are prefixes of others and signs matter. */
  private byte[] key() {
    int number = random.nextInt(keySpace) * 0x9e3779b1;
    byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
    return Arrays.copyOf(bytes, 1 + (number >>> 5 & 3));
  }
}
