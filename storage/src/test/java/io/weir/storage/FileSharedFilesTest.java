package io.weir.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.control.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSharedFilesTest extends SharedFilesContract {
  @TempDir private Path root;

  @Override
  String root() {
    return root.toUri().toString();
  }

  @Override
  boolean hasAnything(JobId job) {
    return Files.exists(root.resolve(job.value()));
  }

  @Test
  void areListedBeforeTheyAreFinished() throws IOException {
    try (StateFileWriter unfinished = files().create(3, "a")) {
      unfinished.write(CONTENT);

      assertThat(files().list().get(0).checkpointId(), is(3L));
    }
  }
}
