package io.weir.engine.snapshot;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.MemoryCheckpointStorage;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.MemoryBroadcastStateStore;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.state.OrderedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A checkpoint of one operator with all kinds of state, at a chosen parallelism. */
final class SnapshotFixture {
  static final int GROUPS = 16;
  static final String OPERATOR = "step/one";
  static final JobId JOB = new JobId("0".repeat(32));
  private static final byte[] START = new byte[0];

  final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
  final Map<String, String> keyed = new TreeMap<>();
  final Map<String, String> broadcast = new TreeMap<>();
  final List<byte[]> operatorState = new ArrayList<>();
  final CheckpointRef checkpoint;

  SnapshotFixture(long seed, int parallelism) throws IOException {
    this(seed, parallelism, new MemoryKeyedStateBackendProvider());
  }

  SnapshotFixture(long seed, int parallelism, KeyedStateBackendProvider backends)
      throws IOException {
    Random random = new Random(seed);
    List<SubtaskSnapshot> parts = new ArrayList<>();
    for (int index = 0; index < parallelism; index++) {
      try (KeyedStateBackend backend =
          backends.create(OPERATOR, index, KeyGroups.rangeOf(index, parallelism, GROUPS))) {
        parts.add(writePart(random, index, backend));
      }
    }
    CheckpointManifest manifest =
        new CheckpointManifest(
            JOB,
            "job",
            1,
            GROUPS,
            false,
            Bytes.EMPTY,
            List.of(new VertexSnapshot(3, "vertex", parts)),
            Map.of());
    checkpoint = storage.commit(1, ManifestCodec.encode(manifest));
  }

  private SubtaskSnapshot writePart(Random random, int index, KeyedStateBackend backend)
      throws IOException {
    for (int group = backend.keyGroups().first(); group < backend.keyGroups().end(); group++) {
      for (String table : List.of("cells", "timers")) {
        fill(random, backend.table(table), group);
      }
    }
    backend.table("empty");
    read(backend, keyed);
    MemoryBroadcastStateStore views = new MemoryBroadcastStateStore();
    views.table("views").put(0, new byte[] {1}, new byte[] {2});
    broadcast.put("views/0/[1]", "[2]");
    List<byte[]> entries = List.of(new byte[] {(byte) index}, new byte[] {(byte) index, 1});
    operatorState.addAll(entries);
    try (OperatorCut cut =
        new OperatorCut(
            backend.freeze(),
            Map.of("splits", entries),
            index == 0 ? views.freeze() : null,
            List.of(100L - index, 200L),
            Bytes.EMPTY)) {
      return new SubtaskSnapshotWriter(storage)
          .writeWhole(1, new SubtaskId(3, index), Map.of(OPERATOR, cut));
    }
  }

  /** Some entries in most key groups, among them one larger than a block. */
  private static void fill(Random random, OrderedTable table, int group) {
    int entries = random.nextInt(5) == 0 ? 0 : random.nextInt(40);
    for (int i = 0; i < entries; i++) {
      byte[] key = new byte[random.nextInt(6)];
      random.nextBytes(key);
      byte[] value = new byte[random.nextInt(100) == 0 ? 100_000 : random.nextInt(2_000)];
      random.nextBytes(value);
      table.put(group, key, value);
    }
  }

  /** Adds all entries of the tables to the map. */
  static void read(KeyedStateBackend backend, Map<String, String> into) {
    KeyGroupRange groups = backend.keyGroups();
    for (String table : List.of("cells", "timers", "empty")) {
      for (int group = groups.first(); group < groups.end(); group++) {
        readGroup(backend.table(table), table, group, into);
      }
    }
  }

  static void readGroup(OrderedTable table, String name, int group, Map<String, String> into) {
    try (OrderedTable.Cursor cursor = table.scan(group, START, null)) {
      while (cursor.next()) {
        String key = name + "/" + group + "/" + Arrays.toString(cursor.key());
        String value = Arrays.toString(cursor.value());
        if (into.put(key, value) != null) {
          throw new AssertionError(key + " was restored twice");
        }
      }
    }
  }

  CheckpointReader open() throws IOException {
    return CheckpointReader.open(storage, checkpoint);
  }

  /** All state as it is restored at the parallelism. */
  Restored restore(int parallelism) throws IOException {
    return restore(parallelism, new MemoryKeyedStateBackendProvider());
  }

  /** All state as it is restored at the parallelism into the backends. */
  Restored restore(int parallelism, KeyedStateBackendProvider backends) throws IOException {
    Restored restored = new Restored(new TreeMap<>(), new HashMap<>(), new ArrayList<>());
    CheckpointReader reader = open();
    for (int index = 0; index < parallelism; index++) {
      RestoredOperator operator = reader.operator(OPERATOR, index, parallelism);
      try (KeyedStateBackend backend =
          backends.create(OPERATOR, index, KeyGroups.rangeOf(index, parallelism, GROUPS))) {
        operator.loadKeyed(backend);
        read(backend, restored.keyed());
      }
      MemoryBroadcastStateStore views = new MemoryBroadcastStateStore();
      operator.loadBroadcast(views);
      Map<String, String> entries = new TreeMap<>();
      readGroup(views.table("views"), "views", 0, entries);
      restored.broadcast().put(index, entries);
      restored.operatorState().add(operator.operatorState().getOrDefault("splits", List.of()));
    }
    return restored;
  }

  /** What the new subtasks got: keyed state of all, broadcast and operator state of each. */
  record Restored(
      Map<String, String> keyed,
      Map<Integer, Map<String, String>> broadcast,
      List<List<byte[]>> operatorState) {}
}
