package io.weir.state.rocksdb;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.MemoryCheckpointStorage;
import io.weir.engine.checkpoint.NativeState;
import io.weir.engine.checkpoint.NativeState.NativeFile;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.checkpoint.SubtaskSnapshot.OperatorSnapshot;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.KeyGroupRange;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.FrozenKeyedState;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.state.OrderedTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of the files of a database. */
final class SharedFilesTest {
  private static final String OPERATOR = "step/one";
  private static final int GROUPS = 16;
  private static final List<String> TABLES = List.of("cells", "timers");
  private static final byte[] START = new byte[0];

  @TempDir Path directory;
  private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
  private RocksKeyedStateBackendProvider provider;

  @BeforeEach
  void openProvider() throws IOException {
    provider = RocksKeyedStateBackendProvider.open(directory, 0, 0);
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void restoresWhatWasFrozenWhateverIsWrittenMeanwhile() throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
        for (int checkpoint = 1; checkpoint <= 5; checkpoint++) {
          change(random, backend, 250);
          putAll(random, backend);
          change(random, backend, 250);
          FrozenKeyedState frozen = backend.freeze();
          writeBack(random, backend, frozen, 100);
          change(random, backend, random.nextInt(300));
          if (random.nextBoolean()) {
            putAll(random, backend);
            change(random, backend, random.nextInt(100));
          }
          writeBack(random, backend, frozen, 50);
          for (int i = 0; i < 20; i++) {
            frozen.table(TABLES.get(0)).put(random.nextInt(GROUPS), key(random), value(random));
          }
          Map<String, String> expected = content(frozen::table, new KeyGroupRange(0, GROUPS));
          CheckpointRef ref = write(checkpoint, List.of(frozen));
          change(random, backend, 100);

          for (int parallelism : new int[] {1, 3}) {
            assertThat(difference(restore(ref, parallelism, provider), expected), empty());
          }
        }
      }
    }
  }

  private static Set<Map.Entry<String, String>> difference(
      Map<String, String> actual, Map<String, String> expected) {
    Set<Map.Entry<String, String>> all = new HashSet<>(actual.entrySet());
    all.addAll(expected.entrySet());
    all.removeIf(e -> actual.entrySet().contains(e) && expected.entrySet().contains(e));
    return all;
  }

  @Test
  void restoresPartsOfSeveralSubtasks() throws IOException {
    Random random = new Random(7);
    Map<String, String> expected = new TreeMap<>();
    List<FrozenKeyedState> frozen = new ArrayList<>();
    List<KeyedStateBackend> backends = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      KeyGroupRange groups = KeyGroups.rangeOf(index, 3, GROUPS);
      KeyedStateBackend backend = provider.create(OPERATOR, index, groups);
      backends.add(backend);
      change(random, backend, 300);
      expected.putAll(content(backend::table, groups));
      frozen.add(backend.freeze());
    }
    CheckpointRef ref = write(1, frozen);
    backends.forEach(KeyedStateBackend::close);

    for (int parallelism : new int[] {1, 2, 3, 4, 8}) {
      assertThat(restore(ref, parallelism, provider), equalTo(expected));
    }
  }

  @Test
  void writesOnlyNewFiles() throws IOException {
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      change(new Random(1), backend, 2_000);
      write(1, List.of(backend.freeze()));
      int before = storage.sharedFiles().orElseThrow().list().size();
      backend.table("cells").put(3, new byte[] {1}, new byte[] {2});

      CheckpointRef second = write(2, List.of(backend.freeze()));

      List<NativeFile> files = nativeState(second).files();
      long fromFirst = files.stream().filter(f -> f.stored().name().startsWith("1-")).count();
      assertThat(before, greaterThan(0));
      assertThat(fromFirst, is((long) before));
      assertThat(files.size(), is(before + 1));
    }
  }

  @Test
  void refersToItsOwnFilesAfterARestoreToo() throws IOException {
    CheckpointRef first;
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      change(new Random(1), backend, 2_000);
      first = write(1, List.of(backend.freeze()));
    }
    try (KeyedStateBackend restored = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      CheckpointReader.open(storage, first).operator(OPERATOR, 0, 1).loadKeyed(restored);

      CheckpointRef second = write(2, List.of(restored.freeze()));

      assertThat(nativeState(second).files(), equalTo(nativeState(first).files()));
    }
  }

  @Test
  void undoesNothingWhenTheSubtaskWroteNothingAfterItsSnapshotStep() throws IOException {
    Random random = new Random(3);
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      change(random, backend, 2_000);
      FrozenKeyedState frozen = backend.freeze();
      writeBack(random, backend, frozen, 1_000);

      CheckpointRef ref = write(1, List.of(frozen));

      assertThat(operator(ref).keyed(), empty());
    }
  }

  @Test
  void namesAFileThatIsDamagedOrMissing() throws IOException {
    CheckpointRef ref;
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      change(new Random(1), backend, 2_000);
      ref = write(1, List.of(backend.freeze()));
    }
    NativeFile file = nativeState(ref).files().get(0);
    storage.sharedFiles().orElseThrow().delete(file.stored().name());

    DamagedCheckpointException missing =
        assertThrows(DamagedCheckpointException.class, () -> restore(ref, 1, provider));

    assertThat(missing.getMessage(), containsString(file.stored().name()));
  }

  @Test
  void refusesToRestoreOnAnotherBackend() throws IOException {
    CheckpointRef ref;
    try (KeyedStateBackend backend = provider.create(OPERATOR, 0, new KeyGroupRange(0, GROUPS))) {
      change(new Random(1), backend, 100);
      ref = write(1, List.of(backend.freeze()));
    }

    IOException refused =
        assertThrows(
            IOException.class, () -> restore(ref, 1, new MemoryKeyedStateBackendProvider()));

    assertThat(refused.getMessage(), containsString("rocksdb-1"));
    IllegalArgumentException refusedAtSubmit =
        assertThrows(
            IllegalArgumentException.class,
            () -> CheckpointReader.open(storage, ref).checkReadableBy("memory"));
    assertThat(refusedAtSubmit.getMessage(), containsString("of the state backend rocksdb"));
    CheckpointReader.open(storage, ref).checkReadableBy("rocksdb");
  }

  private NativeState nativeState(CheckpointRef ref) throws IOException {
    return operator(ref).nativeState().orElseThrow();
  }

  private OperatorSnapshot operator(CheckpointRef ref) throws IOException {
    SubtaskSnapshot part =
        CheckpointReader.open(storage, ref).manifest().vertices().get(0).subtasks().get(0);
    return requireNonNull(part.operators().get(OPERATOR));
  }

  /** Writes and closes frozen states as a checkpoint. */
  private CheckpointRef write(long id, List<FrozenKeyedState> frozen) throws IOException {
    List<SubtaskSnapshot> parts = new ArrayList<>();
    for (int index = 0; index < frozen.size(); index++) {
      try (OperatorCut cut =
          new OperatorCut(frozen.get(index), Map.of(), null, List.of(), Bytes.EMPTY)) {
        parts.add(
            new SubtaskSnapshotWriter(storage)
                .write(id, new SubtaskId(1, index), Map.of(OPERATOR, cut)));
      }
    }
    CheckpointManifest manifest =
        new CheckpointManifest(
            new JobId("0".repeat(32)),
            "job",
            id,
            GROUPS,
            false,
            Bytes.EMPTY,
            List.of(new VertexSnapshot(1, "vertex", parts)),
            Map.of());
    return storage.commit(id, ManifestCodec.encode(manifest));
  }

  private Map<String, String> restore(
      CheckpointRef ref, int parallelism, KeyedStateBackendProvider target) throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (int index = 0; index < parallelism; index++) {
      KeyGroupRange groups = KeyGroups.rangeOf(index, parallelism, GROUPS);
      try (KeyedStateBackend backend = target.create(OPERATOR, index, groups)) {
        CheckpointReader.open(storage, ref)
            .operator(OPERATOR, index, parallelism)
            .loadKeyed(backend);
        all.putAll(content(backend::table, groups));
      }
    }
    return all;
  }

  private static Map<String, String> content(
      Function<String, OrderedTable> tables, KeyGroupRange groups) {
    Map<String, String> content = new TreeMap<>();
    for (String table : TABLES) {
      for (int group = groups.first(); group < groups.end(); group++) {
        try (OrderedTable.Cursor cursor = tables.apply(table).scan(group, START, null)) {
          while (cursor.next()) {
            content.put(
                table + "/" + group + "/" + Arrays.toString(cursor.key()),
                Arrays.toString(cursor.value()));
          }
        }
      }
    }
    return content;
  }

  /** Sets many keys of all key groups at once. */
  private static void putAll(Random random, KeyedStateBackend backend) {
    KeyGroupRange groups = backend.keyGroups();
    MemoryKeyedStateBackend run = new MemoryKeyedStateBackend(groups);
    for (int i = 0; i < 50; i++) {
      run.table("run")
          .put(groups.first() + random.nextInt(groups.size()), key(random), value(random));
    }
    backend
        .table(TABLES.get(random.nextInt(2)))
        .putAll(new ScannedEntries(run.table("run"), groups));
  }

  private static void change(Random random, KeyedStateBackend backend, int times) {
    KeyGroupRange groups = backend.keyGroups();
    for (int i = 0; i < times; i++) {
      OrderedTable table = backend.table(TABLES.get(random.nextInt(2)));
      int group = groups.first() + random.nextInt(groups.size());
      int action = random.nextInt(100);
      if (action < 70) {
        table.put(group, key(random), value(random));
      } else if (action < 97) {
        table.delete(group, key(random));
      } else {
        table.deleteRange(group, key(random), random.nextBoolean() ? null : key(random));
      }
    }
  }

  /** What an object cache does in its snapshot step. */
  private static void writeBack(
      Random random, KeyedStateBackend backend, FrozenKeyedState frozen, int times) {
    for (int i = 0; i < times; i++) {
      String name = TABLES.get(random.nextInt(2));
      int group = random.nextInt(GROUPS);
      byte[] key = key(random);
      int action = random.nextInt(10);
      if (action < 7) {
        byte[] value = value(random);
        backend.table(name).put(group, key, value);
        frozen.table(name).put(group, key, value);
      } else if (action < 9) {
        backend.table(name).delete(group, key);
        frozen.table(name).delete(group, key);
      } else {
        byte[] to = key(random);
        backend.table(name).deleteRange(group, key, to);
        frozen.table(name).deleteRange(group, key, to);
      }
    }
  }

  private static byte[] key(Random random) {
    return ByteBuffer.allocate(4).putInt(random.nextInt(300)).array();
  }

  private static byte[] value(Random random) {
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    return value;
  }
}
