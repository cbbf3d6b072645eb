package io.weir.worker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** One cell of each kind, of a key and namespace, and random operations on cell and model. */
final class CellsOfKey {
  private static final Coder<Long> LONG = VarLongCoder.of();
  private static final StateTag<ValueState<List<Long>>> VALUE =
      StateTags.tagForSpec("value", StateSpecs.value(ListCoder.of(LONG)));
  private static final StateTag<BagState<Long>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(LONG));
  private static final StateTag<SetState<Long>> SET =
      StateTags.tagForSpec("set", StateSpecs.set(LONG));
  private static final StateTag<MapState<Long, Long>> MAP =
      StateTags.tagForSpec("map", StateSpecs.map(LONG, LONG));
  private static final StateTag<MultimapState<Long, Long>> MULTIMAP =
      StateTags.tagForSpec("multimap", StateSpecs.multimap(LONG, LONG));
  private static final StateTag<OrderedListState<Long>> ORDERED =
      StateTags.tagForSpec("ordered", StateSpecs.orderedList(LONG));
  private static final StateTag<CombiningState<Long, List<Long>, List<Long>>> COMBINED =
      StateTags.tagForSpec("combined", StateSpecs.combining(ListCoder.of(LONG), new ListFn()));

  private final KeyCells cells;
  private final StateNamespace namespace;

  CellsOfKey(KeyCells cells, StateNamespace namespace) {
    this.cells = cells;
    this.namespace = namespace;
  }

  private <T extends State> T cell(StateTag<T> tag) {
    return cells.state(namespace, tag);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  /** Does one operation on a cell and on the model. */
  void doSomething(Random random, ModelOfKey model) {
    long a = random.nextInt(6);
    long b = random.nextInt(100);
    boolean clear = random.nextInt(8) == 0;
    switch (random.nextInt(7)) {
      case 0 -> onValue(clear, b, model);
      case 1 -> onBag(clear, b, random.nextBoolean(), model);
      case 2 -> onSet(clear, a, random.nextInt(3) == 0, model);
      case 3 -> onMap(clear, a, b, random.nextInt(4), model);
      case 4 -> onMultimap(clear, a, b, random.nextInt(4) == 0, model);
      case 5 -> onOrdered(clear, a, b, random.nextInt(4) == 0, model);
      default -> onCombined(clear, b, random.nextInt(4) == 0, model);
    }
  }

  /** Changes the list that it read, as users do, before it writes it. */
  private void onValue(boolean clear, long b, ModelOfKey model) {
    ValueState<List<Long>> cell = cell(VALUE);
    if (clear) {
      cell.clear();
      model.value = null;
      return;
    }
    List<Long> before = cell.read();
    List<Long> list = before == null ? new ArrayList<>() : before;
    list.add(b);
    cell.write(list);
    model.value = new ArrayList<>(list);
  }

  private void onBag(boolean clear, long b, boolean read, ModelOfKey model) {
    BagState<Long> cell = cell(BAG);
    if (clear) {
      cell.clear();
      model.bag.clear();
      return;
    }
    if (read) {
      cell.read();
    }
    cell.add(b);
    model.bag.add(b);
  }

  private void onSet(boolean clear, long a, boolean remove, ModelOfKey model) {
    SetState<Long> cell = cell(SET);
    if (clear) {
      cell.clear();
      model.set.clear();
    } else if (remove) {
      cell.remove(a);
      model.set.remove(a);
    } else {
      check(model.set.add(a), cell.addIfAbsent(a).read());
    }
  }

  private void onMap(boolean clear, long a, long b, int kind, ModelOfKey model) {
    MapState<Long, Long> cell = cell(MAP);
    if (clear) {
      cell.clear();
      model.map.clear();
    } else if (kind == 0) {
      cell.remove(a);
      model.map.remove(a);
    } else if (kind == 1) {
      cell.computeIfAbsent(a, key -> b);
      model.map.putIfAbsent(a, b);
    } else {
      cell.put(a, b);
      model.map.put(a, b);
    }
    check(model.map.getOrDefault(a, -1L), cell.getOrDefault(a, -1L).read());
  }

  private void onMultimap(boolean clear, long a, long b, boolean remove, ModelOfKey model) {
    MultimapState<Long, Long> cell = cell(MULTIMAP);
    if (clear) {
      cell.clear();
      model.multimap.clear();
    } else if (remove) {
      cell.remove(a);
      model.multimap.remove(a);
    } else {
      cell.put(a, b);
      model.multimap.computeIfAbsent(a, key -> new ArrayList<>()).add(b);
    }
    check(model.multimap.containsKey(a), cell.containsKey(a).read());
  }

  private void onOrdered(boolean clear, long a, long b, boolean range, ModelOfKey model) {
    OrderedListState<Long> cell = cell(ORDERED);
    if (clear) {
      cell.clear();
      model.ordered.clear();
    } else if (range) {
      cell.clearRange(at(a), at(a + 2));
      model.ordered.subMap(a, a + 2).clear();
    } else {
      cell.add(TimestampedValue.of(b, at(a)));
      model.ordered.computeIfAbsent(a, time -> new ArrayList<>()).add(b);
    }
    List<Long> read = new ArrayList<>();
    cell.readRange(at(1), at(3)).forEach(item -> read.add(item.getValue()));
    List<Long> expected = new ArrayList<>();
    model.ordered.subMap(1L, 3L).values().forEach(expected::addAll);
    check(expected, read);
  }

  private void onCombined(boolean clear, long b, boolean merge, ModelOfKey model) {
    CombiningState<Long, List<Long>, List<Long>> cell = cell(COMBINED);
    if (clear) {
      cell.clear();
      model.combined.clear();
    } else if (merge) {
      // As when windows merge: the accumulators may be used up.
      List<Long> merged = cell.mergeAccumulators(List.of(cell.getAccum(), List.of(b)));
      cell.clear();
      cell.addAccum(merged);
      model.combined.add(b);
    } else {
      cell.add(b);
      model.combined.add(b);
    }
  }

  private static void check(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }

  /** Reads everything, in the form of {@link ModelOfKey#text}. */
  String text() {
    TreeMap<Long, Long> map = new TreeMap<>();
    for (Map.Entry<Long, Long> entry : cell(MAP).entries().read()) {
      map.put(entry.getKey(), entry.getValue());
    }
    TreeMap<Long, List<Long>> multimap = new TreeMap<>();
    for (Map.Entry<Long, Long> entry : cell(MULTIMAP).entries().read()) {
      multimap.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(entry.getValue());
    }
    TreeMap<Long, List<Long>> ordered = new TreeMap<>();
    for (TimestampedValue<Long> item : cell(ORDERED).read()) {
      ordered
          .computeIfAbsent(item.getTimestamp().getMillis(), time -> new ArrayList<>())
          .add(item.getValue());
    }
    TreeSet<Long> set = new TreeSet<>();
    cell(SET).read().forEach(set::add);
    List<Long> bag = new ArrayList<>();
    check(cell(BAG).isEmpty().read(), !cell(BAG).read().iterator().hasNext());
    check(cell(MAP).isEmpty().read(), map.isEmpty());
    check(cell(MULTIMAP).isEmpty().read(), multimap.isEmpty());
    check(cell(ORDERED).isEmpty().read(), ordered.isEmpty());
    check(cell(SET).isEmpty().read(), set.isEmpty());
    cell(BAG).read().forEach(bag::add);
    return "value %s, bag %s, set %s, map %s, multimap %s, ordered %s, combined %s"
        .formatted(cell(VALUE).read(), bag, set, map, multimap, ordered, cell(COMBINED).read());
  }
}
