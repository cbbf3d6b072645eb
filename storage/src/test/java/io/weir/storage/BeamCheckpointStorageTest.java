package io.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.control.JobId;
import io.weir.engine.graph.Bytes;
import io.weir.engine.snapshot.CheckpointManifest;
import io.weir.engine.snapshot.ManifestCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BeamCheckpointStorageTest {
  private static final JobId JOB = new JobId("ab".repeat(16));
  private static final String ROOT = TestStore.ROOT;
  private static final byte[] MANIFEST = "manifest".getBytes(UTF_8);

  private final Map<String, byte[]> files = TestStore.FILES;
  private final CheckpointStorages storages = new CheckpointStorages();
  private CheckpointStorage storage;

  @BeforeEach
  void open() throws IOException {
    files.clear();
    storage = storages.open(ROOT, JOB);
  }

  private StateFile write(long id, String name, byte[] content) throws IOException {
    try (StateFileWriter writer = storage.createFile(id, name)) {
      writer.write(content, 0, content.length / 2);
      for (int i = content.length / 2; i < content.length; i++) {
        writer.write(content[i]);
      }
      return writer.finish();
    }
  }

  private static String path(long id) {
    return ROOT + "/" + JOB.value() + "/chk-" + id;
  }

  @Test
  void readsFilesBackFromAnyOffset() throws IOException {
    byte[] content = new byte[200_000];
    new Random(1).nextBytes(content);
    CRC32C crc = new CRC32C();
    crc.update(content);

    StateFile file = write(1, "a-1.state", content);
    CheckpointRef checkpoint = storage.commit(1, MANIFEST);

    assertThat(file, is(new StateFile("a-1.state", content.length, (int) crc.getValue())));
    assertThat(checkpoint, is(new CheckpointRef(path(1), 1)));
    try (InputStream in = storage.openFile(checkpoint, "a-1.state", 1_000)) {
      assertThat(in.readAllBytes(), is(Arrays.copyOfRange(content, 1_000, content.length)));
    }
    assertThat(storage.readManifest(checkpoint), is(MANIFEST));
  }

  @Test
  void leavesNothingOfAFileThatIsNotFinished() throws IOException {
    try (StateFileWriter writer = storage.createFile(1, "a")) {
      writer.write(MANIFEST);
    }

    assertThat(files.keySet(), empty());
  }

  @Test
  void listsWhatHasAManifest() throws IOException {
    write(3, "a", MANIFEST);
    CheckpointRef tenth = storage.commit(10, MANIFEST);
    CheckpointRef second = storage.commit(2, MANIFEST);
    storages.open(ROOT, new JobId("cd".repeat(16))).commit(1, MANIFEST);
    files.put(ROOT + "/" + JOB.value() + "/chk-other/_manifest", MANIFEST);

    assertThat(storage.list(), contains(second, tenth));
    assertThat(storage.incomplete(), contains(3L));
  }

  @Test
  void commitsTheSameAgainButNothingElse() throws IOException {
    CheckpointRef checkpoint = storage.commit(1, MANIFEST);

    assertThat(storage.commit(1, MANIFEST), is(checkpoint));
    IOException refused = assertThrows(IOException.class, () -> storage.commit(1, new byte[1]));
    assertThat(refused.getMessage(), containsString(path(1)));
  }

  @Test
  void deletesACheckpointAndNothingElse() throws IOException {
    write(1, "a", MANIFEST);
    storage.commit(1, MANIFEST);
    write(11, "a", MANIFEST);
    storages.open(ROOT, new JobId("cd".repeat(16))).commit(1, MANIFEST);

    storage.delete(1);
    storage.delete(1);

    assertThat(
        files.keySet(),
        contains(path(11) + "/a", ROOT + "/" + "cd".repeat(16) + "/chk-1/_manifest"));
  }

  @Test
  void namesAFileThatIsMissing() throws IOException {
    write(1, "a", MANIFEST);
    CheckpointRef checkpoint = storage.commit(1, MANIFEST);
    files.clear();

    for (var reading :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> storage.openFile(checkpoint, "a", 0), () -> storage.readManifest(checkpoint))) {
      DamagedCheckpointException found = assertThrows(DamagedCheckpointException.class, reading);
      assertThat(found.getMessage(), containsString(path(1)));
    }
  }

  @Test
  void findsCheckpointsByTheirUri() throws IOException {
    CheckpointRef first = commitManifest(1);
    CheckpointRef second = commitManifest(2);
    files.put(path(3) + "/_manifest", MANIFEST);

    assertThat(storages.find(path(1)), is(first));
    assertThat(storages.find(ROOT + "/" + JOB.value() + "/"), is(second));
    assertThat(storages.read(path(1)).manifest().checkpointId(), is(1L));
    IOException damaged = assertThrows(IOException.class, () -> storages.find(path(3)));
    assertThat(damaged.getMessage(), containsString(path(3) + "/_manifest"));
    IOException missing = assertThrows(IOException.class, () -> storages.find(ROOT + "/none"));
    assertThat(missing.getMessage(), containsString(ROOT + "/none"));
  }

  private CheckpointRef commitManifest(long id) throws IOException {
    CheckpointManifest manifest =
        new CheckpointManifest(JOB, "job", id, 8, false, Bytes.EMPTY, List.of(), Map.of());
    return storage.commit(id, ManifestCodec.encode(manifest));
  }
}
