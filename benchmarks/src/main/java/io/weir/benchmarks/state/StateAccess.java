package io.weir.benchmarks.state;

import io.weir.engine.element.Key;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.worker.state.CacheBudget;
import io.weir.worker.state.CellCache;
import io.weir.worker.state.CellCoders;
import io.weir.worker.state.Holds;
import io.weir.worker.state.Namespaces;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** CPU time of one read and write of a value of 100 bytes. Thread: the caller's. */
final class StateAccess {
  static final int KEY_GROUPS = 128;

  private static final StateTag<ValueState<byte[]>> VALUE =
      StateTags.tagForSpec("value", StateSpecs.value(ByteArrayCoder.of()));
  private static final int HOT_KEYS = 10_000;
  private static final int COLD_KEYS = 1_000_000;
  private static final int VALUE_BYTES = 100;

  /** So little that a cold key is never there. */
  private static final long COLD_CACHE_BYTES = 4L << 20;

  private final KeyedStateBackend backend;
  private final SplittableRandom random = new SplittableRandom(1);

  StateAccess(KeyedStateBackend backend) {
    this.backend = backend;
  }

  void measure() {
    CellCache hot = cache(64L << 20);
    through(hot, HOT_KEYS, 5_000_000);
    print("hot key, through Beam's API", through(hot, HOT_KEYS, 20_000_000));
    OrderedTable table = backend.table("raw");
    raw(table, HOT_KEYS, 200_000);
    print("hot key, RocksDB alone", raw(table, HOT_KEYS, 500_000));
    for (int number = 0; number < COLD_KEYS; number++) {
      Key key = key(number);
      table.put(key.keyGroup(), key.bytes(), new byte[VALUE_BYTES]);
    }
    print("cold key, RocksDB alone", raw(table, COLD_KEYS, 500_000));
    CellCache cold = cache(COLD_CACHE_BYTES);
    through(cold, COLD_KEYS, COLD_KEYS);
    print("cold key, through Beam's API", through(cold, COLD_KEYS, 500_000));
  }

  private static void print(String what, double nanos) {
    System.out.printf(Locale.ROOT, "%s: %.0f ns CPU for a read and a write%n", what, nanos);
  }

  private CellCache cache(long bytes) {
    return new CellCache(
        backend,
        new NoHolds(),
        new Namespaces(GlobalWindow.Coder.INSTANCE),
        key -> key,
        CellCoders.AS_DECLARED,
        new CacheBudget(bytes));
  }

  private double through(CellCache cache, int keys, int times) {
    Key[] made = keys(keys);
    byte[] fresh = new byte[VALUE_BYTES];
    long start = cpuNanos();
    for (int i = 0; i < times; i++) {
      ValueState<byte[]> state =
          cache.cellsOf(made[random.nextInt(keys)]).state(StateNamespaces.global(), VALUE);
      byte[] value = state.read();
      state.write(value == null ? fresh : value);
    }
    return (double) (cpuNanos() - start) / times;
  }

  private double raw(OrderedTable table, int keys, int times) {
    Key[] made = keys(keys);
    byte[] fresh = new byte[VALUE_BYTES];
    long start = cpuNanos();
    for (int i = 0; i < times; i++) {
      Key key = made[random.nextInt(keys)];
      byte[] value = table.get(key.keyGroup(), key.bytes());
      table.put(key.keyGroup(), key.bytes(), value == null ? fresh : value);
    }
    return (double) (cpuNanos() - start) / times;
  }

  private static Key[] keys(int count) {
    Key[] keys = new Key[count];
    Arrays.setAll(keys, StateAccess::key);
    return keys;
  }

  private static Key key(int number) {
    return Key.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), KEY_GROUPS);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** For state without holds. */
  private static final class NoHolds implements Holds {
    @Override
    public @Nullable Instant get(Key key, byte[] cellId) {
      return null;
    }

    @Override
    public void set(Key key, byte[] cellId, Instant hold) {
      throw new UnsupportedOperationException("no holds here");
    }

    @Override
    public void clear(Key key, byte[] cellId) {}
  }
}
