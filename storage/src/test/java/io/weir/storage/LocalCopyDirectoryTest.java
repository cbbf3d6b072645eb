package io.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.checkpoint.SubtaskSnapshot.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyDirectoryTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  @TempDir private Path temporary = Path.of("");
  private Path local = Path.of("");
  private FileCheckpointStorage storage =
      new FileCheckpointStorage(Path.of(""), Durability.MACHINE);
  private LocalCopyDirectory copies = new LocalCopyDirectory(Path.of(""));

  @BeforeEach
  void makeDirectories() throws IOException {
    local = Files.createDirectory(temporary.resolve("local"));
    storage =
        new FileCheckpointStorage(
            Files.createDirectory(temporary.resolve("storage")), Durability.MACHINE);
    copies = new LocalCopyDirectory(local);
  }

  private StateFile write(long checkpointId) throws IOException {
    try (StateFileWriter writer =
        copies.copying(checkpointId, storage.createFile(checkpointId, "name"))) {
      writer.write(CONTENT);
      return writer.finish();
    }
  }

  private static CheckpointRef checkpoint(long id) {
    return new CheckpointRef("file:/checkpoints/" + id, id);
  }

  @Test
  void findsWhatWasWrittenToStorage() throws IOException {
    StateFile file = write(1);

    Path copy = copies.find(checkpoint(1), file).orElseThrow();
    assertThat(Files.readAllBytes(copy), is(CONTENT));
    assertThat("of another checkpoint", copies.find(checkpoint(2), file), is(Optional.empty()));
  }

  @Test
  void leavesNothingOfAFileThatWasNotFinished() throws IOException {
    try (StateFileWriter writer = copies.copying(1, storage.createFile(1, "name"))) {
      writer.write(CONTENT);
    }

    try (var files = Files.list(local.resolve("1"))) {
      assertThat(files.count(), is(0L));
    }
  }

  @Test
  void doesNotFindACopyWithAnotherContent() throws IOException {
    StateFile file = write(1);
    Files.write(local.resolve("1").resolve("name"), "c0ntent".getBytes(UTF_8));
    assertThat(copies.find(checkpoint(1), file), is(Optional.empty()));

    Files.write(local.resolve("1").resolve("name"), "cont".getBytes(UTF_8));
    assertThat(copies.find(checkpoint(1), file), is(Optional.empty()));
  }

  @Test
  void keepsTheNewestCheckpointsOnly() throws IOException {
    StateFile file = write(1);
    for (long id = 2; id <= LocalCopyDirectory.KEPT + 1; id++) {
      write(id);
    }

    assertThat(copies.find(checkpoint(1), file), is(Optional.empty()));
    assertThat(copies.find(checkpoint(2), file).isPresent(), is(true));
    assertThat(Files.exists(local.resolve("1")), is(false));
  }

  @Test
  void linksAFileThatSeveralCheckpointsHave() throws IOException {
    StateFile file = write(1);
    Path table = Files.write(temporary.resolve("1.sst"), CONTENT);
    StateFile shared = new StateFile("shared", file.length(), file.crc32c());
    copies.link(2, shared, table);
    copies.link(3, shared, table);
    Files.delete(table);

    assertThat(copies.find(checkpoint(2), shared).isPresent(), is(true));
    assertThat(copies.find(checkpoint(3), shared).isPresent(), is(true));
  }

  @Test
  void doesNotKeepStorageFromWorkingWithoutADirectory() throws IOException {
    Files.delete(local);
    Files.writeString(local, "a file");

    StateFile file = write(1);

    assertThat(copies.find(checkpoint(1), file), is(Optional.empty()));
    storage.commit(1, new byte[] {1});
    try (var in = storage.openFile(storage.list().get(0), "name", 0)) {
      assertThat(in.readAllBytes(), is(CONTENT));
    }
  }
}
