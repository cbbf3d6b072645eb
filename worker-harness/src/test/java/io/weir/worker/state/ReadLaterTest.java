package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.engine.state.TableView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cells that are asked for before they are needed are read together. */
final class ReadLaterTest {
  private static final StateTag<ValueState<String>> FIRST =
      StateTags.tagForSpec("first", StateSpecs.value(StringUtf8Coder.of()));
  private static final StateTag<ValueState<String>> SECOND =
      StateTags.tagForSpec("second", StateSpecs.value(StringUtf8Coder.of()));
  private static final StateTag<CombiningState<Long, List<Long>, List<Long>>> LIST =
      StateTags.tagForSpec(
          "list", StateSpecs.combining(ListCoder.of(VarLongCoder.of()), new ListFn()));

  private static final StateTag<MapState<Long, String>> MAP =
      StateTags.tagForSpec("map", StateSpecs.map(VarLongCoder.of(), StringUtf8Coder.of()));
  private static final StateTag<SetState<Long>> SET =
      StateTags.tagForSpec("set", StateSpecs.set(VarLongCoder.of()));
  private static final StateTag<MultimapState<Long, Long>> MULTIMAP =
      StateTags.tagForSpec("multimap", StateSpecs.multimap(VarLongCoder.of(), VarLongCoder.of()));

  private final CountingBackend backend = new CountingBackend();
  private final CellCache cache =
      new CellCache(
          backend,
          new CellsUnderTest.MapHolds(new HashMap<>()),
          new Namespaces(GlobalWindow.Coder.INSTANCE),
          key -> "key",
          CellCoders.AS_DECLARED,
          new CacheBudget(1 << 20));

  private <T extends State> T cell(StateTag<T> tag) {
    return cache.cellsOf(CellsUnderTest.key("key")).state(StateNamespaces.global(), tag);
  }

  private void store() {
    cell(FIRST).write("a");
    cell(LIST).add(3L);
    cache.evict(CellsUnderTest.key("key"));
    backend.reads.clear();
  }

  @Test
  void readsThemTogetherWhenOneIsNeeded() {
    store();

    cell(FIRST).readLater();
    cell(FIRST).readLater();
    cell(LIST).readLater();
    assertThat(backend.reads, empty());
    assertThat(cell(SECOND).read(), nullValue());
    assertThat(backend.reads, contains(3));

    assertThat(cell(FIRST).read(), is("a"));
    assertThat(cell(LIST).read(), is(List.of(3L)));
    assertThat(backend.reads, contains(3));
  }

  @Test
  void doesNotTakeWhatIsStoredForWhatWasWrittenSince() {
    store();

    cell(FIRST).readLater();
    cell(LIST).readLater();
    cell(FIRST).write("b");
    assertThat(cell(LIST).read(), is(List.of(3L)));

    assertThat(cell(FIRST).read(), is("b"));
  }

  @Test
  void readsOneByOneWhatWasNotAskedFor() {
    store();

    assertThat(cell(FIRST).read(), is("a"));
    assertThat(cell(LIST).read(), is(List.of(3L)));

    assertThat(backend.reads, contains(1, 1));
  }

  @Test
  void readsSingleKeysOfMapsAndSetsTogether() {
    cell(MAP).put(1L, "one");
    cell(MAP).put(2L, "two");
    cell(SET).add(7L);
    cell(MULTIMAP).put(3L, 30L);
    store();

    ReadableState<String> one = cell(MAP).get(1L).readLater();
    ReadableState<String> none = cell(MAP).getOrDefault(5L, "none").readLater();
    ReadableState<Boolean> seven = cell(SET).contains(7L).readLater();
    ReadableState<Iterable<Long>> three = cell(MULTIMAP).get(3L).readLater();
    cell(FIRST).readLater();
    cell(MAP).put(1L, "changed");
    assertThat(backend.reads, empty());

    assertThat(seven.read(), is(true));
    assertThat(one.read(), is("changed"));
    assertThat(none.read(), is("none"));
    assertThat(three.read(), contains(30L));
    assertThat(cell(FIRST).read(), is("a"));
    // The key that is needed was asked for twice.
    assertThat(backend.reads, contains(6));
    assertThat(cell(MAP).get(2L).read(), is("two"));
    assertThat(backend.reads, contains(6, 1));
  }

  @Test
  void putsAValueOfAMultimapWithoutReadingThoseBeforeIt() {
    cell(MULTIMAP).put(3L, 30L);
    cell(MULTIMAP).put(4L, 40L);
    store();

    cell(MULTIMAP).put(3L, 31L);
    assertThat(backend.reads, empty());
    cache.evict(CellsUnderTest.key("key"));

    // The next number.
    assertThat(backend.reads, contains(1));
    assertThat(backend.scans, is(0));
    assertThat(cell(MULTIMAP).get(3L).read(), contains(30L, 31L));
    assertThat(backend.scans, is(1));
  }

  /** Notes how many keys each read asks for. */
  private static final class CountingBackend implements KeyedStateBackend {
    private final MemoryKeyedStateBackend backend =
        new MemoryKeyedStateBackend(new KeyGroupRange(0, 4));
    private final List<Integer> reads = new ArrayList<>();
    private int scans;

    @Override
    public KeyGroupRange keyGroups() {
      return backend.keyGroups();
    }

    @Override
    public OrderedTable table(String name) {
      return new CountingTable(backend.table(name), reads, () -> scans++);
    }

    @Override
    public TableView view(String name) {
      return backend.view(name);
    }

    @Override
    public FrozenKeyedState freeze() {
      return backend.freeze();
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private record CountingTable(OrderedTable table, List<Integer> reads, Runnable onScan)
      implements OrderedTable {
    @Override
    public byte @Nullable [] get(int keyGroup, byte[] key) {
      reads.add(1);
      return table.get(keyGroup, key);
    }

    @Override
    public List<Optional<byte[]>> getAll(int keyGroup, List<byte[]> keys) {
      reads.add(keys.size());
      return table.getAll(keyGroup, keys);
    }

    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      table.put(keyGroup, key, value);
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      table.delete(keyGroup, key);
    }

    @Override
    public void deleteRange(int keyGroup, byte[] from, byte @Nullable [] to) {
      table.deleteRange(keyGroup, from, to);
    }

    @Override
    public Cursor scan(int keyGroup, byte[] from, byte @Nullable [] to) {
      onScan.run();
      return table.scan(keyGroup, from, to);
    }
  }
}
