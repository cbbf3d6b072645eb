package io.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import io.weir.engine.control.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCheckpointStorageTest {
  private static final JobId JOB = new JobId("ab".repeat(16));
  private static final byte[] MANIFEST = "manifest".getBytes(UTF_8);

  @TempDir private Path root;
  private CheckpointStorage storage;

  @BeforeEach
  void open() throws IOException {
    storage = new CheckpointStorages().open(root.toUri().toString(), JOB);
  }

  private Path checkpoint(long id) {
    return root.resolve(JOB.value()).resolve("chk-" + id);
  }

  private StateFile write(long id, String name, byte[] content) throws IOException {
    try (StateFileWriter writer = storage.createFile(id, name)) {
      writer.write(content);
      return writer.finish();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void readsFilesBackFromAnyOffset() throws IOException {
    byte[] content = random(300_000);

    StateFile file = write(1, "a-1.state", content);
    CheckpointRef checkpoint = storage.commit(1, MANIFEST);

    CRC32C crc = new CRC32C();
    crc.update(content);
    assertThat(file, equalTo(new StateFile("a-1.state", content.length, (int) crc.getValue())));
    try (InputStream in = storage.openFile(checkpoint, "a-1.state", 1_000)) {
      assertThat(in.readAllBytes(), equalTo(Arrays.copyOfRange(content, 1_000, 300_000)));
    }
    assertThat(storage.readManifest(checkpoint), equalTo(MANIFEST));
  }

  @Test
  void writesByteByByteAndInPieces() throws IOException {
    byte[] content = random(200_000);
    try (StateFileWriter writer = storage.createFile(1, "a")) {
      for (int i = 0; i < 70_000; i++) {
        writer.write(content[i]);
      }
      writer.write(content, 70_000, 100);
      writer.write(content, 70_100, 129_900);
      writer.finish();
    }

    assertThat(Files.readAllBytes(checkpoint(1).resolve("a")), equalTo(content));
  }

  @Test
  void listsCompleteCheckpointsOnlyOldestFirst() throws IOException {
    write(3, "a", MANIFEST);
    CheckpointRef tenth = storage.commit(10, MANIFEST);
    CheckpointRef second = storage.commit(2, MANIFEST);
    Files.createDirectory(root.resolve(JOB.value()).resolve("other"));

    assertThat(storage.list(), contains(second, tenth));
  }

  @Test
  void fileThatIsClosedUnfinishedLeavesNothingBehind() throws IOException {
    try (StateFileWriter writer = storage.createFile(1, "a")) {
      writer.write(MANIFEST);
    }

    assertThat(names(checkpoint(1)), empty());
  }

  @Test
  void whatACrashLeftBehindIsNoCheckpointAndCanBeDeleted() throws IOException {
    // The writer is never finished nor closed, and the manifest not yet moved to its name.
    StateFileWriter lost = storage.createFile(1, "a");
    lost.write(MANIFEST);
    lost.flush();
    write(1, "b", MANIFEST);
    Files.write(checkpoint(1).resolve("_tmp-_manifest-1"), MANIFEST);

    assertThat(storage.list(), empty());
    storage.delete(1);

    assertThat(Files.exists(checkpoint(1)), is(false));
    assertThrows(IOException.class, lost::finish);
    lost.close();
  }

  @Test
  void deletedCheckpointIsGoneAndDeletingAgainSucceeds() throws IOException {
    write(1, "a", MANIFEST);
    storage.commit(1, MANIFEST);

    storage.delete(1);
    storage.delete(1);

    assertThat(storage.list(), empty());
    assertThat(Files.exists(checkpoint(1)), is(false));
  }

  @Test
  void sameManifestIsCommittedTwiceButNoOther() throws IOException {
    CheckpointRef first = storage.commit(1, MANIFEST);

    assertThat(storage.commit(1, MANIFEST), equalTo(first));
    IOException refused = assertThrows(IOException.class, () -> storage.commit(1, new byte[] {1}));
    assertThat(refused.getMessage(), containsString("chk-1"));
    assertThat(storage.readManifest(first), equalTo(MANIFEST));
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    CheckpointRef complete = storage.commit(1, MANIFEST);
    CheckpointRef incomplete = new CheckpointRef(checkpoint(2).toString(), 2);

    IOException noFile =
        assertThrows(IOException.class, () -> storage.openFile(complete, "a.state", 0));
    IOException noManifest =
        assertThrows(IOException.class, () -> storage.readManifest(incomplete));

    assertThat(noFile.getMessage(), containsString("a.state"));
    assertThat(
        noManifest.getMessage(), allOf(containsString("chk-2"), containsString("_manifest")));
  }

  @Test
  void refusesNamesThatLeadElsewhere() throws IOException {
    CheckpointRef checkpoint = storage.commit(1, MANIFEST);
    for (String name : List.of("../a", "a/b", "", ".", "..", "_manifest", "a\0b")) {
      assertThrows(IllegalArgumentException.class, () -> storage.createFile(1, name));
      assertThrows(IllegalArgumentException.class, () -> storage.openFile(checkpoint, name, 0));
    }
  }

  @Test
  void onlyTheOwnerMayLookInside() throws IOException {
    write(1, "a", MANIFEST);
    storage.commit(1, MANIFEST);

    assertThat(permissions(root.resolve(JOB.value())), is("rwx------"));
    assertThat(permissions(checkpoint(1)), is("rwx------"));
    assertThat(permissions(checkpoint(1).resolve("a")), is("rw-------"));
    assertThat(permissions(checkpoint(1).resolve("_manifest")), is("rw-------"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
