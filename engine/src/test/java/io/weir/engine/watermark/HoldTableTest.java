package io.weir.engine.watermark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Key;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.state.EarliestTimes;
import io.weir.engine.state.MemoryKeyedStateBackend;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HoldTableTest {
  private static final int GROUPS = 5;

  private record Cell(int key, int cell) {
    Key keyBytes() {
      return Key.of(new byte[] {(byte) key, 0}, GROUPS);
    }

    byte[] cellBytes() {
      return new byte[] {(byte) cell};
    }
  }

  @Test
  void agreesWithPlainMap() {
    for (int seed = 0; seed < 100; seed++) {
      runAgainstModel(new Random(seed));
    }
  }

  private static void runAgainstModel(Random random) {
    MemoryKeyedStateBackend backend = new MemoryKeyedStateBackend(new KeyGroupRange(0, GROUPS));
    HoldTable holds = new HoldTable(backend, "holds");
    Map<Cell, Long> model = new HashMap<>();
    for (int step = 0; step < 1_000; step++) {
      Cell cell = new Cell(random.nextInt(10), random.nextInt(3));
      if (random.nextInt(3) == 0) {
        holds.clear(cell.keyBytes(), cell.cellBytes());
        model.remove(cell);
      } else {
        long timeMs = random.nextInt(100) - 50L;
        holds.set(cell.keyBytes(), cell.cellBytes(), timeMs);
        model.put(cell, timeMs);
      }
      Long time = model.get(cell);
      assertThat(
          holds.get(cell.keyBytes(), cell.cellBytes()),
          is(time == null ? OptionalLong.empty() : OptionalLong.of(time)));
      assertThat(holds.earliestMs(), is(earliest(model)));
    }
    assertThat(new HoldTable(backend, "holds").earliestMs(), is(earliest(model)));
  }

  private static long earliest(Map<Cell, Long> model) {
    return model.values().stream().mapToLong(Long::longValue).min().orElse(EarliestTimes.NONE);
  }
}
