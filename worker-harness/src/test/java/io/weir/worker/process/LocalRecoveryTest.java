package io.weir.worker.process;

import static org.hamcrest.MatcherAssert.assertThat;
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
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.KeyedStateBackend;
import io.weir.engine.state.KeyedStateBackendProvider;
import io.weir.engine.state.MemoryKeyedStateBackendProvider;
import io.weir.engine.state.OrderedTable;
import io.weir.state.rocksdb.RocksKeyedStateBackendProvider;
import io.weir.storage.CheckpointStorages;
import io.weir.storage.LocalCopyDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subtask that starts again where it was, with the state backends that there are. */
class LocalRecoveryTest {
  private static final JobId JOB = new JobId("0".repeat(32));
  private static final String OPERATOR = "operator";
  private static final String TABLE = "table";
  private static final KeyGroupRange GROUPS = new KeyGroupRange(0, 8);
  private static final int ENTRIES = 500;
  private static final int VALUE_BYTES = 16 * 1024;

  @TempDir private Path directory = Path.of("");

  private KeyedStateBackendProvider provider(String backend) throws IOException {
    return backend.equals(RocksKeyedStateBackendProvider.NAME)
        ? RocksKeyedStateBackendProvider.open(
            Files.createDirectories(directory.resolve("databases")), 1 << 20)
        : new MemoryKeyedStateBackendProvider();
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private Path copies() throws IOException {
    return Files.createDirectories(directory.resolve("copies"));
  }

  private CheckpointStorage storage() throws IOException {
    return new CheckpointStorages().open(checkpoints().toUri().toString(), JOB);
  }

  /** Enough for files of RocksDB to be shared. */
  private static void fill(KeyedStateBackend backend) {
    Random random = new Random(1);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      byte[] value = new byte[VALUE_BYTES];
      random.nextBytes(value);
      backend.table(TABLE).put(i % GROUPS.end(), key, value);
    }
  }

  private CheckpointRef write(LocalCopyDirectory copies, KeyedStateBackend backend)
      throws IOException {
    CheckpointStorage storage = storage();
    SubtaskSnapshot part;
    try (OperatorCut cut =
        new OperatorCut(backend.freeze(), Map.of(), null, List.of(), Bytes.EMPTY)) {
      part =
          new SubtaskSnapshotWriter(storage, copies)
              .write(1, new SubtaskId(0, 0), Map.of(OPERATOR, cut));
    }
    CheckpointManifest manifest =
        new CheckpointManifest(
            JOB,
            "job",
            1,
            GROUPS.end(),
            false,
            Bytes.EMPTY,
            List.of(new VertexSnapshot(0, "vertex", List.of(part))),
            Map.of());
    return storage.commit(1, ManifestCodec.encode(manifest));
  }

  private boolean hasFilesOfItsOwnForm(CheckpointRef checkpoint) throws IOException {
    return CheckpointReader.open(storage(), checkpoint)
        .manifest()
        .vertices()
        .get(0)
        .subtasks()
        .get(0)
        .operators()
        .values()
        .stream()
        .anyMatch(operator -> operator.nativeState().isPresent());
  }

  private Map<String, Integer> restore(
      LocalCopyDirectory copies, KeyedStateBackendProvider provider, CheckpointRef checkpoint)
      throws IOException {
    try (KeyedStateBackend restored = provider.create(OPERATOR, 0, GROUPS)) {
      CheckpointReader.open(storage(), checkpoint)
          .preferring(copies)
          .operator(OPERATOR, 0, 1)
          .loadKeyed(restored);
      return content(restored);
    }
  }

  private static Map<String, Integer> content(KeyedStateBackend backend) {
    Map<String, Integer> content = new TreeMap<>();
    for (int group = 0; group < GROUPS.end(); group++) {
      try (OrderedTable.Cursor cursor = backend.table(TABLE).scan(group, new byte[0], null)) {
        while (cursor.next()) {
          content.put(group + "/" + Arrays.toString(cursor.key()), Arrays.hashCode(cursor.value()));
        }
      }
    }
    return content;
  }

  private interface Change {
    void apply(Path file) throws IOException;
  }

  /** Changes all files below the directory but manifests; there are some. */
  private static void changeFiles(Path below, Change change) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(below)) {
      files = walk.filter(f -> Files.isRegularFile(f) && !f.endsWith("_manifest")).toList();
    }
    assertThat(files.size(), greaterThan(0));
    for (Path file : files) {
      change.apply(file);
    }
  }

  private static void flipABit(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 4;
    // Not in place: a hard link may be a file of storage's, or of a database.
    Files.delete(file);
    Files.write(file, content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void readsNoStateFileOfStorage(String name) throws IOException {
    LocalCopyDirectory copies = new LocalCopyDirectory(copies());
    try (KeyedStateBackendProvider provider = provider(name);
        KeyedStateBackend backend = provider.create(OPERATOR, 0, GROUPS)) {
      fill(backend);
      Map<String, Integer> expected = content(backend);
      CheckpointRef checkpoint = write(copies, backend);
      assertThat(hasFilesOfItsOwnForm(checkpoint), is(name.equals("rocksdb")));
      backend.table(TABLE).put(0, new byte[] {1}, new byte[] {1});

      changeFiles(checkpoints(), Files::delete);

      assertThat(restore(copies, provider, checkpoint), equalTo(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "rocksdb"})
  void readsStorageWhenItsOwnFilesAreDamagedOrMissing(String name) throws IOException {
    LocalCopyDirectory copies = new LocalCopyDirectory(copies());
    try (KeyedStateBackendProvider provider = provider(name);
        KeyedStateBackend backend = provider.create(OPERATOR, 0, GROUPS)) {
      fill(backend);
      Map<String, Integer> expected = content(backend);
      CheckpointRef checkpoint = write(copies, backend);

      changeFiles(copies(), LocalRecoveryTest::flipABit);
      assertThat(restore(copies, provider, checkpoint), equalTo(expected));

      changeFiles(copies(), Files::delete);
      assertThat(restore(copies, provider, checkpoint), equalTo(expected));

      changeFiles(checkpoints(), Files::delete);
      assertThrows(DamagedCheckpointException.class, () -> restore(copies, provider, checkpoint));
    }
  }
}
