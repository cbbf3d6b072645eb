package io.weir.benchmarks.state;

import io.weir.engine.element.Key;
import io.weir.engine.operator.Operator;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.plan.PipelineTranslator;
import io.weir.plan.Planner;
import io.weir.runner.WeirRunner;
import io.weir.worker.BeamOperatorFactory;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;

/**
 * CPU time of one read and write of a value of 100 bytes: by the operator of a stateful DoFn, which
 * does this for each element, and by RocksDB alone. Thread: the caller's.
 */
final class StateAccess {
  static final int KEY_GROUPS = 128;
  static final int VALUE_BYTES = 100;

  /** So few that they stay in the processor's caches. */
  private static final int HOT_KEYS = 100;

  /** So many that they are in the operator's cache, but hardly in the processor's. */
  private static final int WARM_KEYS = 10_000;

  private static final int COLD_KEYS = 1_000_000;
  private static final int REPETITIONS = 5;

  /** So little that a cold key is never in the cache. */
  private static final String COLD_WORKER_MEMORY = "--workerMemory=10m";

  private final KeyedStateBackend backend;
  private final SplittableRandom random = new SplittableRandom(1);

  StateAccess(KeyedStateBackend backend) {
    this.backend = backend;
  }

  void measure() throws Exception {
    OrderedTable table = backend.table("raw");
    measureCached("one of 100 hot keys", table, HOT_KEYS);
    measureCached("one of 10,000 keys in the cache", table, WARM_KEYS);
    for (int number = 0; number < COLD_KEYS; number++) {
      Key key = key(number);
      table.put(key.keyGroup(), key.bytes(), new byte[VALUE_BYTES]);
    }
    try (Operator cold = operator(COLD_WORKER_MEMORY)) {
      through(cold, COLD_KEYS, COLD_KEYS);
      measure("cold key, RocksDB alone", () -> raw(table, COLD_KEYS, 200_000));
      measure("cold key, through Beam's API", () -> through(cold, COLD_KEYS, 200_000));
    }
  }

  private void measureCached(String what, OrderedTable table, int keys) throws Exception {
    try (Operator operator = operator("--workerMemory=1g")) {
      through(operator, keys, 5_000_000);
      measure(what + ", through Beam's API", () -> through(operator, keys, 5_000_000));
    }
    raw(table, keys, 200_000);
    measure(what + ", RocksDB alone", () -> raw(table, keys, 200_000));
  }

  /** Other work on the machine makes CPU times longer, so the least counts. */
  private static void measure(String what, Access access) throws Exception {
    double[] nanos = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      nanos[i] = access.nanos();
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f ns CPU for a read and a write (at most %.0f)%n",
        what,
        nanos[0],
        nanos[REPETITIONS - 1]);
  }

  private Operator operator(String option) throws Exception {
    PipelineOptions options = PipelineOptionsFactory.fromArgs(option).create();
    options.setRunner(WeirRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    BigEndianLongCoder longs = BigEndianLongCoder.of();
    pipeline
        .apply(Create.of(KV.of(0L, 0L)).withCoder(KvCoder.of(longs, longs)))
        .apply("Access", ParDo.of(new AccessFn()));
    var graph = Planner.plan(PipelineTranslator.toProto(pipeline), options).graph();
    var node =
        graph.vertices().stream()
            .flatMap(vertex -> vertex.operators().stream())
            .filter(candidate -> candidate.stableName().startsWith("Access"))
            .findFirst()
            .orElseThrow();
    return new BeamOperatorFactory(graph.payload(), StateAccess.class.getClassLoader())
        .operator(node.spec(), new AccessContext(backend));
  }

  private double through(Operator operator, int keys, int times) throws Exception {
    Key[] made = keys(keys);
    WindowedValue<KV<Long, Long>> element = WindowedValues.valueInGlobalWindow(KV.of(0L, 0L));
    long start = cpuNanos();
    for (int i = 0; i < times; i++) {
      operator.process(0, made[random.nextInt(keys)], element);
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

  /** A long as it comes over an edge: with its length, since its coder is none of Beam's model. */
  private static Key key(int number) {
    byte length = Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(1 + length).put(length).putLong(number);
    return Key.of(bytes.array(), KEY_GROUPS);
  }

  /** What the calling thread has had of the processors. */
  static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Accesses some keys. */
  @FunctionalInterface
  private interface Access {
    double nanos() throws Exception;
  }
}
