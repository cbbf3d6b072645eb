package io.weir.benchmarks.state;

import io.weir.engine.state.OrderedTable;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * What a subtask does with a large state without a rest: it reads entries at random, and now and
 * then changes one of a hundredth of them, which spreads over all key groups.
 *
 * <p>Thread: one at a time.
 */
final class SteadyLoad {
  private static final int VALUE_BYTES = 1_000;

  /** So that some 1 % of the entries change in 5 s. */
  private static final int READS_PER_CHANGE = 50;

  private static final long SCATTER = 0x9e3779b97f4a7c15L;

  private final OrderedTable table;
  private final int entries;
  private final SplittableRandom random = new SplittableRandom(2);
  private long hundredth;
  private long changes;

  /** A load on a table without entries. */
  SteadyLoad(OrderedTable table, long stateBytes) {
    this.table = table;
    this.entries = (int) (stateBytes / VALUE_BYTES);
  }

  long megabytes() {
    return ((long) entries * VALUE_BYTES) >> 20;
  }

  /** Puts all entries. */
  void fill() {
    for (int i = 0; i < entries; i++) {
      change(i);
    }
  }

  /** From now on another hundredth of the entries changes. */
  void turnToNextHundredth() {
    hundredth = (hundredth + 1) % 100;
    changes = 0;
  }

  /** The share of the entries that was changed since the last turn, at most. */
  double changedShare() {
    return Math.min(0.01, (double) changes / entries);
  }

  /** Works until told otherwise. */
  Work until(BooleanSupplier end) {
    long wall = System.nanoTime();
    long cpu = StateAccess.cpuNanos();
    long done = 0;
    while (!end.getAsBoolean()) {
      for (int i = 0; i < READS_PER_CHANGE; i++) {
        read(random.nextInt(entries));
      }
      int size = entries / 100;
      change((int) (hundredth * size) + random.nextInt(size));
      changes++;
      done += READS_PER_CHANGE + 1;
    }
    return new Work(done, System.nanoTime() - wall, StateAccess.cpuNanos() - cpu);
  }

  private void read(int number) {
    if (table.get(keyGroup(number), key(number)) == null) {
      throw new IllegalStateException("entry " + number + " is gone");
    }
  }

  private void change(int number) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    table.put(keyGroup(number), key(number), value);
  }

  private static int keyGroup(int number) {
    return number % StateAccess.KEY_GROUPS;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number * SCATTER).array();
  }

  /** So many reads and changes, and what they took. */
  record Work(long count, long nanos, long cpuNanos) {
    Work and(Work other) {
      return new Work(count + other.count, nanos + other.nanos, cpuNanos + other.cpuNanos);
    }

    double perSecond() {
      return count * 1e9 / nanos;
    }

    double cpuOfOne() {
      return (double) cpuNanos / count;
    }
  }
}
