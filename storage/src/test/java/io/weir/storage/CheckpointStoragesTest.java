package io.weir.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
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
import io.weir.engine.state.MemoryKeyedStateBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointStoragesTest {
  private static final JobId JOB = new JobId("cd".repeat(16));
  private static final KeyGroupRange GROUPS = new KeyGroupRange(0, 4);
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};
  private static final String STATE_FILE = "vertex-1-subtask-0.state";

  @TempDir private Path root;
  private final CheckpointStorages storages = new CheckpointStorages();

  private CheckpointRef makeCheckpoint(long id) throws IOException {
    CheckpointStorage storage = storages.open(root.toString(), JOB);
    MemoryKeyedStateBackend backend = new MemoryKeyedStateBackend(GROUPS);
    backend.table("t").put(2, KEY, VALUE);
    try (OperatorCut cut =
        new OperatorCut(backend.freeze(), Map.of(), null, List.of(), Bytes.EMPTY)) {
      VertexSnapshot vertex =
          new VertexSnapshot(
              1,
              "v",
              List.of(
                  new SubtaskSnapshotWriter(storage)
                      .write(id, new SubtaskId(1, 0), Map.of("op", cut))));
      return storage.commit(
          id,
          ManifestCodec.encode(
              new CheckpointManifest(
                  JOB, "job", id, 4, false, Bytes.EMPTY, List.of(vertex), Map.of())));
    }
  }

  private byte[] restore(CheckpointRef checkpoint) throws IOException {
    // Another job restores it.
    CheckpointStorage storage = storages.open(root.toString(), new JobId("ef".repeat(16)));
    MemoryKeyedStateBackend backend = new MemoryKeyedStateBackend(GROUPS);
    CheckpointReader.open(storage, checkpoint).operator("op", 0, 1).loadKeyed(backend);
    byte[] value = backend.table("t").get(2, KEY);
    return value == null ? new byte[0] : value;
  }

  @Test
  void findsACheckpointByItsDirectory() throws IOException {
    CheckpointRef first = makeCheckpoint(1);
    makeCheckpoint(2);

    CheckpointRef found = storages.find(root.resolve(JOB.value()).resolve("chk-1").toString());

    assertThat(found, equalTo(first));
    assertThat(storages.find(first.path()), equalTo(first));
    assertThat(restore(found), equalTo(VALUE));
  }

  @Test
  void findsTheLatestCheckpointOfAJob() throws IOException {
    makeCheckpoint(9);
    CheckpointRef latest = makeCheckpoint(10);

    assertThat(storages.find(root.resolve(JOB.value()).toUri().toString()), equalTo(latest));
  }

  @Test
  void passesOverACheckpointWithADamagedManifest() throws IOException {
    CheckpointRef good = makeCheckpoint(1);
    makeCheckpoint(2);
    Path damaged = root.resolve(JOB.value()).resolve("chk-2");
    Path manifest = damaged.resolve("_manifest");
    byte[] content = Files.readAllBytes(manifest);
    content[20] ^= 4;
    Files.write(manifest, content);

    assertThat(storages.find(root.resolve(JOB.value()).toString()), equalTo(good));
    IOException refused = assertThrows(IOException.class, () -> storages.find(damaged.toString()));
    assertThat(refused.getMessage(), containsString(manifest.toString()));
  }

  @Test
  void namesAPathWithoutCheckpoint() {
    for (Path path : List.of(root, root.resolve("missing"))) {
      IOException refused = assertThrows(IOException.class, () -> storages.find(path.toString()));

      assertThat(refused.getMessage(), containsString(path.toString()));
    }
  }

  @Test
  void refusesOtherSchemesByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> storages.open("s3://bucket/checkpoints", JOB));

    assertThat(refused.getMessage(), allOf(containsString("'s3'"), containsString("s3://bucket")));
    assertThrows(IllegalArgumentException.class, () -> storages.find("gs://bucket"));
    assertThrows(IllegalArgumentException.class, () -> storages.open("file:relative", JOB));
    assertThrows(IllegalArgumentException.class, () -> storages.open(" ", JOB));
  }

  @Test
  void namesADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    IOException refused =
        assertThrows(IOException.class, () -> storages.open(file.toString(), JOB));

    assertThat(refused.getMessage(), containsString(file.toString()));
  }

  @Test
  void findsChangedBitsAndCutsOfStateFiles() throws IOException {
    CheckpointRef checkpoint = makeCheckpoint(1);
    Path file = root.resolve(JOB.value()).resolve("chk-1").resolve(STATE_FILE);
    byte[] content = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = content.clone();
      damaged[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      checkNamesFile(checkpoint);
    }
    for (int length = 0; length < content.length; length++) {
      Files.write(file, Arrays.copyOf(content, length));
      checkNamesFile(checkpoint);
    }
    Files.delete(file);
    checkNamesFile(checkpoint);
  }

  private void checkNamesFile(CheckpointRef checkpoint) {
    IOException found = assertThrows(IOException.class, () -> restore(checkpoint));
    assertThat(found.getMessage(), containsString(STATE_FILE));
  }
}
