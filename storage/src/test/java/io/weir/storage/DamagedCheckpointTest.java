package io.weir.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.JobId;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.element.KeyGroups;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.CheckpointManifest.VertexSnapshot;
import io.weir.engine.snapshot.CheckpointReader;
import io.weir.engine.snapshot.ManifestCodec;
import io.weir.engine.snapshot.OperatorCut;
import io.weir.engine.snapshot.RestoredOperator;
import io.weir.engine.snapshot.SubtaskSnapshotWriter;
import io.weir.engine.state.MemoryKeyedStateBackend;
import io.weir.engine.state.OrderedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages checkpoints at random: each time the damage is noticed, by a message that names the file,
 * and the checkpoint before is restored as it was. {@code -Dweir.damages=100000} for the long form.
 */
final class DamagedCheckpointTest {
  private static final int DAMAGES = Integer.getInteger("weir.damages", 1_000);
  private static final JobId JOB = new JobId("cd".repeat(16));
  private static final int GROUPS = 8;
  private static final int SUBTASKS = 2;
  private static final List<String> TABLES = List.of("cells", "timers");

  @TempDir private Path root;
  private final Random random = new Random(11);
  private final List<TreeMap<String, String>> contents = new ArrayList<>();
  private CheckpointStorage storage;

  @BeforeEach
  void makeTwoCheckpoints() throws IOException {
    storage = new CheckpointStorages(Durability.PROCESS).open(root.toString(), JOB);
    for (long id = 1; id <= 2; id++) {
      contents.add(new TreeMap<>());
      List<SubtaskSnapshot> parts = new ArrayList<>();
      for (int index = 0; index < SUBTASKS; index++) {
        parts.add(writePart(id, index));
      }
      storage.commit(
          id,
          ManifestCodec.encode(
              new CheckpointManifest(
                  JOB,
                  "job",
                  id,
                  GROUPS,
                  false,
                  Bytes.EMPTY,
                  List.of(new VertexSnapshot(1, "v", parts)),
                  Map.of())));
    }
  }

  private static MemoryKeyedStateBackend backend(int index) {
    return new MemoryKeyedStateBackend(KeyGroups.rangeOf(index, SUBTASKS, GROUPS));
  }

  private SubtaskSnapshot writePart(long id, int index) throws IOException {
    MemoryKeyedStateBackend backend = backend(index);
    for (String table : TABLES) {
      for (int group = backend.keyGroups().first(); group < backend.keyGroups().end(); group++) {
        for (int i = 0; i < 5; i++) {
          byte[] value = new byte[random.nextInt(200)];
          random.nextBytes(value);
          backend.table(table).put(group, new byte[] {(byte) i}, value);
        }
      }
    }
    read(backend, contents.get((int) id - 1));
    try (OperatorCut cut =
        new OperatorCut(backend.freeze(), Map.of(), null, List.of(), Bytes.EMPTY)) {
      return new SubtaskSnapshotWriter(storage)
          .write(id, new SubtaskId(1, index), Map.of("op", cut));
    }
  }

  private static void read(MemoryKeyedStateBackend backend, Map<String, String> into) {
    for (String table : TABLES) {
      for (int group = backend.keyGroups().first(); group < backend.keyGroups().end(); group++) {
        try (OrderedTable.Cursor cursor = backend.table(table).scan(group, new byte[0], null)) {
          while (cursor.next()) {
            into.put(
                table + group + HexFormat.of().formatHex(cursor.key()),
                HexFormat.of().formatHex(cursor.value()));
          }
        }
      }
    }
  }

  private Map<String, String> restore(int checkpoint) throws IOException {
    CheckpointReader reader = CheckpointReader.open(storage, storage.list().get(checkpoint));
    Map<String, String> content = new TreeMap<>();
    for (int index = 0; index < SUBTASKS; index++) {
      RestoredOperator operator = reader.operator("op", index, SUBTASKS);
      MemoryKeyedStateBackend backend = backend(index);
      operator.loadKeyed(backend);
      read(backend, content);
    }
    return content;
  }

  /** Damages the file and answers what was done. */
  private String damage(Path file, byte[] good) throws IOException {
    if (random.nextInt(4) == 0) {
      int length = random.nextInt(good.length);
      Files.write(file, java.util.Arrays.copyOf(good, length));
      return "cut at " + length;
    }
    byte[] bad = good.clone();
    int bit = random.nextInt(good.length * 8);
    bad[bit / 8] ^= (byte) (1 << (bit % 8));
    Files.write(file, bad);
    return "bit " + bit;
  }

  @Test
  void noticesEveryDamageAndRestoresTheCheckpointBefore() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(root.resolve(JOB.value()).resolve("chk-2"))) {
      files = all.sorted().toList();
    }
    for (int i = 0; i < DAMAGES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(file);
      String what = file.getFileName() + ", " + damage(file, good);

      Map<String, String> restored = null;
      try {
        restored = restore(1);
      } catch (DamagedCheckpointException noticed) {
        String name = file.endsWith("_manifest") ? "manifest" : file.getFileName().toString();
        assertThat(what, noticed.getMessage(), containsString(name));
        assertThat(what, noticed.getMessage(), containsString("chk-2"));
      }
      assertThat(what + " goes unnoticed", restored == null, is(true));
      assertThat(what, restore(0), is(contents.get(0)));
      Files.write(file, good);
    }
    assertThat(restore(1), is(contents.get(1)));
  }
}
