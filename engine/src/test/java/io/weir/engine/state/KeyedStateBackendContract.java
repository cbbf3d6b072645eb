package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.element.KeyGroupRange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keyed state backend must do. A backend's test extends it. */
public abstract class KeyedStateBackendContract {
  private static final byte[] START = new byte[0];
  private static final byte[] KEY = {1};
  private static final byte[] OLD = {2};
  private static final byte[] NEW = {3};
  private static final KeyGroupRange KEY_GROUPS = new KeyGroupRange(4, 8);

  private KeyedStateBackendProvider provider;
  private KeyedStateBackend backend;

  /** Makes the provider under test; the contract closes it. */
  protected abstract KeyedStateBackendProvider newProvider() throws IOException;

  @BeforeEach
  final void createBackend() throws IOException {
    provider = newProvider();
    backend = provider.create("step/one", 1, KEY_GROUPS);
  }

  @AfterEach
  final void closeBackend() {
    backend.close();
    provider.close();
  }

  @Test
  final void keepsKeyGroupsAndTablesApart() {
    backend.table("a").put(4, KEY, OLD);

    assertThat(backend.table("a").get(5, KEY), nullValue());
    assertThat(backend.table("b").get(4, KEY), nullValue());
    assertThat(backend.table("a").get(4, KEY), equalTo(OLD));
  }

  @Test
  final void doesNotTakeAPrefixForATable() {
    backend.table("ab").put(4, KEY, OLD);
    backend.table("a").put(4, new byte[] {'b', 1}, NEW);

    assertThat(ModelEntries.of(backend.table("a").scan(4, START, null)).size(), is(1));
    assertThat(backend.table("ab").get(4, KEY), equalTo(OLD));
  }

  @Test
  final void keepsBackendsApart() throws IOException {
    try (KeyedStateBackend other = provider.create("step/two", 1, KEY_GROUPS)) {
      backend.table("a").put(4, KEY, OLD);

      assertThat(other.table("a").get(4, KEY), nullValue());
    }
  }

  @Test
  final void refusesKeyGroupsOfOtherSubtasks() {
    OrderedTable table = backend.table("a");

    assertThrows(IllegalArgumentException.class, () -> table.put(3, KEY, OLD));
    assertThrows(IllegalArgumentException.class, () -> table.get(8, KEY));
  }

  @Test
  final void keepsEmptyKeysAndValues() {
    OrderedTable table = backend.table("a");
    table.put(7, START, START);

    assertThat(table.get(7, START), equalTo(START));
    assertThat(ModelEntries.of(table.scan(7, START, null)).size(), is(1));
  }

  @Test
  final void frozenStateAndWorkingStateDoNotSeeEachOthersWrites() {
    OrderedTable working = backend.table("a");
    working.put(4, KEY, OLD);
    working.put(5, KEY, OLD);

    try (FrozenKeyedState frozen = backend.freeze()) {
      working.put(4, KEY, NEW);
      frozen.table("a").delete(5, KEY);
      frozen.table("a").put(6, KEY, OLD);
      frozen.table("b").put(6, KEY, START);

      assertThat(frozen.table("a").get(4, KEY), equalTo(OLD));
      assertThat(frozen.table("a").get(5, KEY), nullValue());
      assertThat(frozen.table("b").get(6, KEY), equalTo(START));
      assertThat(working.get(4, KEY), equalTo(NEW));
      assertThat(working.get(5, KEY), equalTo(OLD));
      assertThat(working.get(6, KEY), nullValue());
      assertThat(backend.table("b").get(6, KEY), nullValue());
      assertThat(frozen.tableNames(), hasItems("a", "b"));
      assertThat(frozen.keyGroups(), equalTo(KEY_GROUPS));
    }
  }

  @Test
  final void readsSeveralKeysTogether() {
    OrderedTable table = backend.table("a");
    assertThat(table.getAll(5, List.of(KEY)), equalTo(List.of(Optional.empty())));
    table.put(5, KEY, OLD);
    table.put(5, new byte[] {9}, NEW);

    List<Optional<byte[]>> values = table.getAll(5, List.of(new byte[] {9}, new byte[] {8}, KEY));

    assertThat(values.get(0).orElseThrow(), equalTo(NEW));
    assertThat(values.get(1), equalTo(Optional.empty()));
    assertThat(values.get(2).orElseThrow(), equalTo(OLD));
  }

  @Test
  final void setsAllEntriesOfASortedRun() {
    OrderedTable table = backend.table("a");
    table.put(5, new byte[] {1}, OLD);
    table.put(5, new byte[] {3}, OLD);

    table.putAll(new ListedEntries(5, new byte[][] {{1}, {2}}, NEW));
    table.putAll(new ListedEntries(5, new byte[][] {}, NEW));
    table.put(5, new byte[] {2}, OLD);

    assertThat(table.get(5, new byte[] {1}), equalTo(NEW));
    assertThat(table.get(5, new byte[] {2}), equalTo(OLD));
    assertThat(ModelEntries.of(table.scan(5, START, null)).size(), is(3));
  }

  @Test
  final void aViewIsReadInPiecesWhateverIsWrittenMeanwhile() {
    OrderedTable table = backend.table("a");
    for (int i = 0; i < 100; i++) {
      table.put(5, new byte[] {(byte) i}, OLD);
    }
    TableView view = backend.view("a");
    table.deleteRange(5, START, null);
    table.put(5, new byte[] {7}, NEW);

    int count = 0;
    byte[] from = START;
    for (List<TableEntry> piece = view.read(5, from, null, 10);
        !piece.isEmpty();
        piece = view.read(5, from, null, 10)) {
      for (TableEntry entry : piece) {
        assertThat(entry.key(), equalTo(new byte[] {(byte) count++}));
        assertThat(entry.value(), equalTo(OLD));
      }
      from = new byte[] {(byte) count};
    }
    assertThat(count, is(100));
    assertThat(view.read(5, new byte[] {3}, new byte[] {5}, 1000).size(), is(2));
    assertThat(view.read(5, new byte[] {5}, new byte[] {3}, 1000).isEmpty(), is(true));
    assertThat(backend.view("b").read(5, START, null, 1).isEmpty(), is(true));
  }

  /** Some keys, all with the same value. */
  private static final class ListedEntries implements SortedEntries {
    private final int keyGroup;
    private final byte[][] keys;
    private final byte[] value;
    private int position = -1;

    ListedEntries(int keyGroup, byte[][] keys, byte[] value) {
      this.keyGroup = keyGroup;
      this.keys = keys;
      this.value = value;
    }

    @Override
    public boolean next() {
      return ++position < keys.length;
    }

    @Override
    public int keyGroup() {
      return keyGroup;
    }

    @Override
    public byte[] key() {
      return keys[position];
    }

    @Override
    public byte[] value() {
      return value;
    }
  }

  @Test
  final void closesWithScansAndFrozenStateStillOpen() {
    for (int i = 0; i < 100; i++) {
      backend.table("a").put(4, new byte[] {(byte) i}, OLD);
    }
    FrozenKeyedState frozen = backend.freeze();
    OrderedTable.Cursor cursor = backend.table("a").scan(4, START, null);
    OrderedTable.Cursor frozenCursor = frozen.table("a").scan(4, START, null);
    cursor.next();
    frozenCursor.next();

    backend.close();

    cursor.close();
    frozenCursor.close();
    frozen.close();
  }

  @Test
  final void agreesWithSortedMapsOverFreezesAndOpenScans() throws IOException {
    for (int keySpace : new int[] {4, 40, 400, 40_000}) {
      for (int seed = 0; seed < 5; seed++) {
        try (KeyedStateBackend fresh = provider.create("random", 0, KEY_GROUPS)) {
          new BackendModel(fresh, new Random(seed * 1_000_003L + keySpace), keySpace).run(3_000);
        }
      }
    }
  }
}
