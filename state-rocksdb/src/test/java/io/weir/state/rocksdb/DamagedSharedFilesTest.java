package io.weir.state.rocksdb;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SubtaskSnapshot;
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
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import io.weir.storage.CheckpointStorages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the files of incremental checkpoints at random: each time it is noticed before RocksDB
 * sees the file, by a message that names it, and the checkpoint before is restored as it was unless
 * it needs the same file. {@code -Dweir.damages=1000} for the long form.
 */
final class DamagedSharedFilesTest {
  private static final int DAMAGES = Integer.getInteger("weir.damages", 100);
  private static final JobId JOB = new JobId("cd".repeat(16));
  private static final int GROUPS = 8;
  private static final int SUBTASKS = 2;
  private static final String OPERATOR = "op";
  private static final String TABLE = "cells";

  @TempDir Path root;
  @TempDir Path databases;
  private final Random random = new Random(17);
  private final List<Map<String, String>> contents = new ArrayList<>();
  private final List<CheckpointRef> checkpoints = new ArrayList<>();
  private RocksKeyedStateBackendProvider provider;
  private CheckpointStorage storage;

  @BeforeEach
  void makeTwoCheckpoints() throws IOException {
    provider = RocksKeyedStateBackendProvider.open(databases, 0, 0);
    storage = new CheckpointStorages().open(root.toString(), JOB);
    List<KeyedStateBackend> backends = new ArrayList<>();
    for (int index = 0; index < SUBTASKS; index++) {
      backends.add(provider.create(OPERATOR, index, groups(index)));
    }
    for (long id = 1; id <= 2; id++) {
      Map<String, String> content = new TreeMap<>();
      List<SubtaskSnapshot> parts = new ArrayList<>();
      for (int index = 0; index < SUBTASKS; index++) {
        change(backends.get(index));
        read(backends.get(index), content);
        parts.add(write(id, index, backends.get(index)));
      }
      contents.add(content);
      checkpoints.add(storage.commit(id, ManifestCodec.encode(manifest(id, parts))));
    }
    backends.forEach(KeyedStateBackend::close);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static KeyGroupRange groups(int index) {
    return KeyGroups.rangeOf(index, SUBTASKS, GROUPS);
  }

  private void change(KeyedStateBackend backend) {
    KeyGroupRange groups = backend.keyGroups();
    for (int i = 0; i < 200; i++) {
      byte[] value = new byte[random.nextInt(100)];
      random.nextBytes(value);
      backend
          .table(TABLE)
          .put(
              groups.first() + random.nextInt(groups.size()),
              ByteBuffer.allocate(4).putInt(random.nextInt(300)).array(),
              value);
    }
  }

  private static void read(KeyedStateBackend backend, Map<String, String> into) {
    KeyGroupRange groups = backend.keyGroups();
    for (int group = groups.first(); group < groups.end(); group++) {
      try (OrderedTable.Cursor cursor = backend.table(TABLE).scan(group, new byte[0], null)) {
        while (cursor.next()) {
          into.put(group + Arrays.toString(cursor.key()), Arrays.toString(cursor.value()));
        }
      }
    }
  }

  private SubtaskSnapshot write(long id, int index, KeyedStateBackend backend) throws IOException {
    try (OperatorCut cut =
        new OperatorCut(backend.freeze(), Map.of(), null, List.of(), Bytes.EMPTY)) {
      return new SubtaskSnapshotWriter(storage)
          .write(id, new SubtaskId(1, index), Map.of(OPERATOR, cut));
    }
  }

  private static CheckpointManifest manifest(long id, List<SubtaskSnapshot> parts) {
    return new CheckpointManifest(
        JOB,
        "job",
        id,
        GROUPS,
        false,
        Bytes.EMPTY,
        List.of(new VertexSnapshot(1, "v", parts)),
        Map.of());
  }

  private Map<String, String> restore(CheckpointRef checkpoint) throws IOException {
    CheckpointReader reader = CheckpointReader.open(storage, checkpoint);
    Map<String, String> content = new TreeMap<>();
    for (int index = 0; index < SUBTASKS; index++) {
      try (KeyedStateBackend backend = provider.create(OPERATOR, index, groups(index))) {
        reader.operator(OPERATOR, index, SUBTASKS).loadKeyed(backend);
        read(backend, content);
      }
    }
    return content;
  }

  /** The names of the shared files that the checkpoint refers to. */
  private Set<String> sharedBy(CheckpointRef checkpoint) throws IOException {
    return CheckpointReader.open(storage, checkpoint)
        .manifest()
        .vertices()
        .get(0)
        .subtasks()
        .stream()
        .flatMap(part -> part.operators().values().stream())
        .flatMap(operator -> operator.nativeState().stream())
        .flatMap(state -> state.files().stream())
        .map(file -> file.stored().name())
        .collect(Collectors.toSet());
  }

  private List<Path> filesOfTheSecond() throws IOException {
    Path job = root.resolve(JOB.value());
    List<Path> files = new ArrayList<>();
    try (Stream<Path> own = Files.list(job.resolve("chk-2"))) {
      own.sorted().forEach(files::add);
    }
    sharedBy(checkpoints.get(1)).stream()
        .sorted()
        .forEach(name -> files.add(job.resolve("shared").resolve(name)));
    return files;
  }

  /** Cuts the file, flips a bit of it, or removes it. */
  private String damage(Path file, byte[] good) throws IOException {
    int how = random.nextInt(8);
    if (how == 0) {
      Files.delete(file);
      return "missing";
    }
    if (how <= 2) {
      int length = random.nextInt(good.length);
      Files.write(file, Arrays.copyOf(good, length));
      return "cut at " + length;
    }
    byte[] bad = good.clone();
    int bit = random.nextInt(good.length * 8);
    bad[bit / 8] ^= (byte) (1 << (bit % 8));
    Files.write(file, bad);
    return "bit " + bit;
  }

  @Test
  void areNoticedBeforeRocksDbSeesThemAndTheCheckpointBeforeIsRestored() throws IOException {
    List<Path> files = filesOfTheSecond();
    Set<String> ofTheFirst = sharedBy(checkpoints.get(0));
    assertThat(files.size(), greaterThan(5));
    for (int i = 0; i < DAMAGES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      String name = file.getFileName().toString();
      byte[] good = Files.readAllBytes(file);
      String what = name + ", " + damage(file, good);

      // Whatever RocksDB finds is another exception.
      assertNoticed(what, name, checkpoints.get(1));
      if (ofTheFirst.contains(name)) {
        assertNoticed(what, name, checkpoints.get(0));
      } else {
        assertThat(what, restore(checkpoints.get(0)), is(equalTo(contents.get(0))));
      }
      Files.write(file, good);
    }
    assertThat(restore(checkpoints.get(0)), is(contents.get(0)));
    assertThat(restore(checkpoints.get(1)), is(contents.get(1)));
  }

  private void assertNoticed(String what, String name, CheckpointRef checkpoint) {
    DamagedCheckpointException noticed =
        assertThrows(DamagedCheckpointException.class, () -> restore(checkpoint), what);
    assertThat(
        what,
        noticed.getMessage(),
        anyOf(containsString(name), containsString(name.replaceFirst("^_", "") + " of")));
  }
}
