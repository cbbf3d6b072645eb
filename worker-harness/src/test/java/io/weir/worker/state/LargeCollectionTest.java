package io.weir.worker.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.iterableWithSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections that are not read into memory. */
final class LargeCollectionTest {
  private static final StateTag<BagState<String>> BAG =
      StateTags.tagForSpec("bag", StateSpecs.bag(StringUtf8Coder.of()));
  private static final StateTag<SetState<String>> SET =
      StateTags.tagForSpec("set", StateSpecs.set(StringUtf8Coder.of()));
  private static final StateTag<MapState<Integer, String>> MAP =
      StateTags.tagForSpec("map", StateSpecs.map(VarIntCoder.of(), StringUtf8Coder.of()));
  private static final StateTag<MultimapState<Integer, String>> MULTIMAP =
      StateTags.tagForSpec("multimap", StateSpecs.multimap(VarIntCoder.of(), StringUtf8Coder.of()));
  private static final StateTag<OrderedListState<String>> ORDERED =
      StateTags.tagForSpec("ordered", StateSpecs.orderedList(StringUtf8Coder.of()));
  private static final String LONG = "x".repeat(10_000);

  @TempDir Path directory;
  private final CellsUnderTest cells = new CellsUnderTest(16 << 20);

  private <T extends State> T cell(StateTag<T> tag) {
    return cells.of("key").state(StateNamespaces.global(), tag);
  }

  private void addToBag(int elements) {
    for (int i = 0; i < elements; i++) {
      cell(BAG).add(LONG + i);
    }
  }

  @Test
  void aBagIsReadAgainAndAgainAsItWas() {
    addToBag(300);
    cells.evict("key");
    cell(BAG).add("last");
    Iterable<String> read = cell(BAG).read();
    assertThat(read, instanceOf(StoredItems.class));

    cell(BAG).add("later");
    cells.evict("key");
    assertThat(cell(BAG).read(), iterableWithSize(302));
    cell(BAG).clear();
    cell(BAG).add("new");
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      int i = 0;
      for (String element : read) {
        assertThat(element, is(i == 300 ? "last" : LONG + i));
        i++;
      }
      assertThat(i, is(301));
    }
    assertThat(cell(BAG).read(), is((Iterable<String>) List.of("new")));
  }

  @Test
  void aBagIsReadIntoMemoryWhenItIsSmall() {
    addToBag(50);
    cells.evict("key");

    assertThat(cell(BAG).read(), instanceOf(List.class));
  }

  @Test
  void aMapIsReadAgainAndAgainAsItWas() {
    Map<Integer, String> expected = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      cell(MAP).put(i, LONG + i);
      expected.put(i, LONG + i);
    }
    cells.evict("key");
    cell(MAP).put(7, "changed");
    cell(MAP).remove(8);
    cell(MAP).put(1_000, "added");
    expected.put(7, "changed");
    expected.remove(8);
    expected.put(1_000, "added");
    Iterable<Map.Entry<Integer, String>> entries = cell(MAP).entries().read();
    Iterable<Integer> keys = cell(MAP).keys().read();
    Iterable<String> values = cell(MAP).values().read();
    assertThat(entries, not(instanceOf(List.class)));
    assertThat(cell(MAP).get(8).read(), nullValue());
    assertThat(cell(MAP).get(7).read(), is("changed"));
    assertThat(cell(MAP).get(9).read(), is(LONG + 9));

    cell(MAP).put(9, "later");
    cells.evict("key");
    assertThat(cell(MAP).get(9).read(), is("later"));
    cell(MAP).clear();
    assertThat(cell(MAP).isEmpty().read(), is(true));
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      Map<Integer, String> found = new TreeMap<>();
      entries.forEach(entry -> found.put(entry.getKey(), entry.getValue()));
      assertThat(found.equals(expected), is(true));
      assertThat(keys, iterableWithSize(300));
      assertThat(values, iterableWithSize(300));
    }
    assertThat(cell(MAP).keys().read(), iterableWithSize(0));
  }

  @Test
  void aMapThatLostAllItsEntriesIsEmptyHoweverLargeItWas() {
    for (int i = 0; i < 300; i++) {
      cell(MAP).put(i, LONG);
    }
    cells.evict("key");
    assertThat(cell(MAP).isEmpty().read(), is(false));
    for (int i = 0; i < 300; i++) {
      cell(MAP).remove(i);
    }

    assertThat(cell(MAP).isEmpty().read(), is(true));
    cells.evict("key");
    assertThat(cells.storedEntries(), is(0));
  }

  @Test
  void aSetIsReadAgainAndAgainAsItWas() {
    for (int i = 0; i < 300; i++) {
      cell(SET).add(LONG + i);
    }
    cells.evict("key");
    cell(SET).remove(LONG + 5);
    assertThat(cell(SET).addIfAbsent(LONG + 6).read(), is(false));
    assertThat(cell(SET).addIfAbsent("new").read(), is(true));
    Iterable<String> read = cell(SET).read();
    assertThat(read, not(instanceOf(List.class)));
    cell(SET).clear();
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      assertThat(read, iterableWithSize(300));
    }
    assertThat(cell(SET).contains(LONG + 6).read(), is(false));
  }

  @Test
  void aMultimapIsReadAgainAndAgainAsItWas() {
    for (int i = 0; i < 300; i++) {
      cell(MULTIMAP).put(i % 150, LONG + i);
    }
    cells.evict("key");
    cell(MULTIMAP).remove(3);
    cell(MULTIMAP).put(4, "new");
    Iterable<Map.Entry<Integer, String>> entries = cell(MULTIMAP).entries().read();
    assertThat(cell(MULTIMAP).keys().read(), iterableWithSize(149));
    assertThat(cell(MULTIMAP).get(4).read(), contains(LONG + 4, LONG + 154, "new"));
    assertThat(cell(MULTIMAP).containsKey(3).read(), is(false));
    cell(MULTIMAP).clear();
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      assertThat(entries, iterableWithSize(299));
    }
  }

  @Test
  void anOrderedListIsReadAgainAndAgainAsItWas() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      cell(ORDERED).add(at(i / 2, LONG + i));
      expected.add(LONG + i);
    }
    cells.evict("key");
    cell(ORDERED).clearRange(Instant.ofEpochMilli(10), Instant.ofEpochMilli(20));
    expected.subList(20, 40).clear();
    cell(ORDERED).add(at(9, "between"));
    expected.add(20, "between");
    cell(ORDERED).add(at(-1, "first"));
    expected.add(0, "first");
    Iterable<TimestampedValue<String>> read = cell(ORDERED).read();
    Iterable<TimestampedValue<String>> range =
        cell(ORDERED).readRange(Instant.ofEpochMilli(9), Instant.ofEpochMilli(21));
    assertThat(read, instanceOf(StoredOrderedItems.class));
    cells.evict("key");
    assertThat(texts(cell(ORDERED).read()).equals(expected), is(true));
    cell(ORDERED).clear();
    assertThat(cell(ORDERED).isEmpty().read(), is(true));
    cells.evict("key");

    for (int time = 0; time < 2; time++) {
      assertThat(texts(read).equals(expected), is(true));
      assertThat(texts(range), contains(LONG + 18, LONG + 19, "between", LONG + 40, LONG + 41));
    }
  }

  private static TimestampedValue<String> at(long millis, String value) {
    return TimestampedValue.of(value, Instant.ofEpochMilli(millis));
  }

  private static List<String> texts(Iterable<TimestampedValue<String>> items) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.getValue()));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bag", "set", "map", "multimap", "ordered"})
  @Timeout(300)
  void mayBeLargerThanTheHeap(String kind) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeCollectionMain.class.getName(),
                directory.toString(),
                kind,
                "15000",
                "4096")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output, process.waitFor(200, TimeUnit.SECONDS), is(true));
    assertThat(output.strip(), is("30000"));
  }
}
