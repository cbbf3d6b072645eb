package io.weir.engine.state;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyOnWriteTreeTest {
  private static final byte[] START = new byte[0];

  /** A tree and the model that it must agree with. */
  private record Pair(CopyOnWriteTree tree, NavigableMap<byte[], byte[]> model) {
    Pair fork() {
      NavigableMap<byte[], byte[]> copy = ModelEntries.newModel();
      copy.putAll(model);
      return new Pair(tree.fork(), copy);
    }

    void check() {
      assertThat(
          ModelEntries.of(tree.scan(START, null)), equalTo(ModelEntries.of(model, START, null)));
    }
  }

  /** A cursor in the middle of a scan and the entries that it must still deliver. */
  private record Scan(OrderedTable.Cursor cursor, List<String> expected) {}

  @ParameterizedTest
  @ValueSource(ints = {4, 40, 400, 40_000})
  void agreesWithSortedMapOverForksAndOpenScans(int keySpace) {
    for (int seed = 0; seed < 60; seed++) {
      run(new Random(seed * 1_000_003L + keySpace), keySpace);
    }
  }

  private static void run(Random random, int keySpace) {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair(new CopyOnWriteTree(), ModelEntries.newModel()));
    List<Scan> scans = new ArrayList<>();
    for (int step = 0; step < 3_000; step++) {
      Pair pair = pairs.get(random.nextInt(pairs.size()));
      change(random, keySpace, pair);
      if (random.nextInt(200) == 0) {
        pairs.add(pair.fork());
      }
      if (random.nextInt(100) == 0) {
        scans.add(newScan(random, keySpace, pair));
      }
    }
    pairs.forEach(Pair::check);
    for (Scan scan : scans) {
      assertThat(ModelEntries.of(scan.cursor()), equalTo(scan.expected()));
    }
  }

  private static void change(Random random, int keySpace, Pair pair) {
    byte[] key = key(random, keySpace);
    int action = random.nextInt(100);
    if (action < 55) {
      byte[] value = {(byte) random.nextInt()};
      pair.tree().put(key, value);
      pair.model().put(key, value);
    } else if (action < 85) {
      pair.tree().delete(key);
      pair.model().remove(key);
    } else if (action < 87) {
      byte[] to = random.nextInt(8) == 0 ? null : key(random, keySpace);
      pair.tree().deleteRange(key, to);
      List.copyOf(range(pair.model(), key, to).keySet()).forEach(pair.model()::remove);
    } else {
      assertThat(pair.tree().get(key), equalTo(pair.model().get(key)));
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

  private static Scan newScan(Random random, int keySpace, Pair pair) {
    byte[] from = key(random, keySpace);
    byte[] to = random.nextBoolean() ? null : key(random, keySpace);
    return new Scan(pair.tree().scan(from, to), ModelEntries.of(pair.model(), from, to));
  }

  /** Keys of one to four bytes, so that some are prefixes of others and signs matter. */
  private static byte[] key(Random random, int keySpace) {
    int number = random.nextInt(keySpace) * 0x9e3779b1;
    byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
    return Arrays.copyOf(bytes, 1 + (number >>> 5 & 3));
  }

  @Test
  void keepsOrderWhenKeysAscend() {
    Pair pair = new Pair(new CopyOnWriteTree(), ModelEntries.newModel());
    for (int i = 0; i < 50_000; i++) {
      byte[] key = ByteBuffer.allocate(4).putInt(i).array();
      pair.tree().put(key, key);
      pair.model().put(key, key);
    }

    pair.check();
  }

  @Test
  void isEmptyAfterAllWasDeletedFromTheFront() {
    CopyOnWriteTree tree = new CopyOnWriteTree();
    for (int i = 0; i < 10_000; i++) {
      tree.put(ByteBuffer.allocate(4).putInt(i).array(), START);
    }
    for (int i = 0; i < 10_000; i++) {
      tree.delete(ByteBuffer.allocate(4).putInt(i).array());
    }

    assertThat(tree.scan(START, null).next(), is(false));
  }
}
