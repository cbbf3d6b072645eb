package io.weir.runner;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.control.JobId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointDirectoryTest {
  private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");

  @TempDir Path users;

  @Test
  void temporaryOneHoldsNothingUntilACheckpointIsComplete() throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.of("", JOB);
    Path directory = Path.of(URI.create(checkpoints.uri()));
    try {
      Path checkpoint = Files.createDirectories(directory.resolve(JOB.value()).resolve("chk-1"));
      Files.writeString(checkpoint.resolve("0-source"), "state");
      assertThat(checkpoints.mayHoldAny(), is(false));

      Files.writeString(checkpoint.resolve("_manifest"), "complete");
      assertThat(checkpoints.mayHoldAny(), is(true));
    } finally {
      checkpoints.deleteIfTemporary();
    }
    assertThat(Files.exists(directory), is(false));
  }

  @Test
  void usersOneIsKeptWhateverIsInIt() throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.of(users.toString(), JOB);

    checkpoints.deleteIfTemporary();

    assertThat(checkpoints.mayHoldAny(), is(true));
    assertThat(Files.exists(users), is(true));
  }
}
