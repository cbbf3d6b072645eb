package io.weir.worker.state;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Fills a collection in RocksDB and reads it twice. Arguments: a directory, the kind of collection,
 * the number of elements, bytes of each. Prints how many elements it read.
 */
final class LargeCollectionMain {
  private static final StateTag<BagState<byte[]>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(ByteArrayCoder.of()));
  private static final StateTag<SetState<byte[]>> SET =
      StateTags.tagForSpec("set", StateSpecs.set(ByteArrayCoder.of()));
  private static final StateTag<MapState<Integer, byte[]>> MAP =
      StateTags.tagForSpec("map", StateSpecs.map(VarIntCoder.of(), ByteArrayCoder.of()));
  private static final StateTag<MultimapState<Integer, byte[]>> MULTIMAP =
      StateTags.tagForSpec("multimap", StateSpecs.multimap(VarIntCoder.of(), ByteArrayCoder.of()));
  private static final StateTag<OrderedListState<byte[]>> ORDERED =
      StateTags.tagForSpec("ordered", StateSpecs.orderedList(ByteArrayCoder.of()));

  private LargeCollectionMain() {}

  public static void main(String[] args) throws IOException {
    int elements = Integer.parseInt(args[2]);
    int bytes = Integer.parseInt(args[3]);
    Key key = Key.of(new byte[] {1}, 4);
    try (RocksKeyedStateBackendProvider provider =
            RocksKeyedStateBackendProvider.open(Path.of(args[0]), 0);
        KeyedStateBackend backend = provider.create("step", 0, new KeyGroupRange(0, 4))) {
      CellCache cache =
          new CellCache(
              backend,
              new CellsUnderTest.MapHolds(new HashMap<>()),
              new Namespaces(GlobalWindow.Coder.INSTANCE),
              encoded -> "key",
              CellCoders.AS_DECLARED,
              new CacheBudget(1 << 20));
      Collection collection = collection(args[1]);
      for (int i = 0; i < elements; i++) {
        byte[] element = ByteBuffer.allocate(bytes).putInt(i).array();
        collection.add(cache.cellsOf(key), i, element);
      }
      Iterable<?> all = collection.read(cache.cellsOf(key));
      long read = 0;
      for (int time = 0; time < 2; time++) {
        for (Object unused : all) {
          read++;
        }
      }
      System.out.println(read);
    }
  }

  /** How elements get into a collection and out of it. */
  private interface Collection {
    void add(KeyCells cells, int index, byte[] element);

    Iterable<?> read(KeyCells cells);
  }

  private static Collection collection(String kind) {
    return switch (kind) {
      case "bag" -> of(BAG, (bag, index, element) -> bag.add(element), BagState::read);
      case "set" -> of(SET, (set, index, element) -> set.add(element), SetState::read);
      case "map" -> of(MAP, MapState::put, LargeCollectionMain::entries);
      case "multimap" -> of(MULTIMAP, MultimapState::put, cell -> cell.entries().read());
      case "ordered" -> of(ORDERED, LargeCollectionMain::addAt, OrderedListState::read);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Iterable<Map.Entry<Integer, byte[]>> entries(MapState<Integer, byte[]> map) {
    return map.entries().read();
  }

  private static void addAt(OrderedListState<byte[]> list, int index, byte[] element) {
    list.add(TimestampedValue.of(element, Instant.ofEpochMilli(index % 1000)));
  }

  private static <S extends State> Collection of(
      StateTag<S> tag, Adding<S> adding, Reading<S> reading) {
    return new Collection() {
      private S cell(KeyCells cells) {
        return cells.state(StateNamespaces.global(), tag);
      }

      @Override
      public void add(KeyCells cells, int index, byte[] element) {
        adding.add(cell(cells), index, element);
      }

      @Override
      public Iterable<?> read(KeyCells cells) {
        return reading.read(cell(cells));
      }
    };
  }

  /** Adds an element to a cell. */
  private interface Adding<S> {
    void add(S cell, int index, byte[] element);
  }

  /** Reads a cell. */
  private interface Reading<S> {
    Iterable<?> read(S cell);
  }
}
