package io.weir.runner.savepoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SavepointDirectoryTest {
  private static final int LISTS = 2_000;

  @TempDir Path directory;

  @Test
  @Timeout(60)
  void listsWhatStaysWhileCheckpointsComeAndGo() throws Exception {
    Path stays = complete("chk-0");
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> comeAndGo(enough));

    try {
      for (int i = 0; i < LISTS; i++) {
        List<Path> found =
            SavepointDirectory.list(directory).stream()
                .map(SavepointDirectory.Found::directory)
                .toList();
        assertThat(found, hasItem(stays));
      }
    } finally {
      enough.set(true);
      job.join();
    }
  }

  private void comeAndGo(AtomicBoolean enough) {
    try {
      for (int id = 1; !enough.get(); id++) {
        SavepointDirectory.delete(complete("chk-" + id));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path complete(String name) throws IOException {
    Path checkpoint = Files.createDirectory(directory.resolve(name));
    Files.writeString(checkpoint.resolve("_manifest"), "all of it");
    return checkpoint;
  }
}
