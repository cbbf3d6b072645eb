package io.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.checkpoint.CheckpointRef;
import io.weir.engine.checkpoint.CheckpointStorage;
import io.weir.engine.checkpoint.DamagedCheckpointException;
import io.weir.engine.checkpoint.SharedFiles;
import io.weir.engine.checkpoint.SharedFiles.Entry;
import io.weir.engine.checkpoint.StateFileWriter;
import io.weir.engine.control.JobId;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage promises of shared files. */
abstract class SharedFilesContract {
  static final JobId JOB = new JobId("ab".repeat(16));
  static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final JobId OTHER = new JobId("cd".repeat(16));

  private CheckpointStorage storage;
  private SharedFiles files;

  /** Where checkpoints go, as a user would say it. */
  abstract String root();

  /** Whether there is anything of the job. */
  abstract boolean hasAnything(JobId job);

  @BeforeEach
  void open() throws IOException {
    storage = new CheckpointStorages().open(root(), JOB);
    files = storage.sharedFiles().orElseThrow();
  }

  SharedFiles files() {
    return files;
  }

  private String write(long checkpointId, String name) throws IOException {
    try (StateFileWriter writer = files.create(checkpointId, name)) {
      writer.write(CONTENT);
      return writer.finish().name();
    }
  }

  @Test
  void areReadByTheCheckpointsOfTheJobAndByOtherJobs() throws IOException {
    String name = write(1, "a");
    CheckpointRef later = storage.commit(2, CONTENT);
    CheckpointStorage other = new CheckpointStorages().open(root(), OTHER);

    for (CheckpointStorage reader : new CheckpointStorage[] {storage, other}) {
      try (InputStream in = reader.sharedFiles().orElseThrow().open(later, name)) {
        assertThat(in.readAllBytes(), equalTo(CONTENT));
      }
    }
    assertThat(files.owns(later), is(true));
    assertThat(other.sharedFiles().orElseThrow().owns(later), is(false));
  }

  @Test
  void outliveTheCheckpointThatTheyWereWrittenFor() throws IOException {
    String name = write(1, "a");
    storage.commit(1, CONTENT);

    storage.delete(1);

    assertThat(files.list(), containsInAnyOrder(new Entry(name, 1)));
  }

  @Test
  void areListedAndRemovedOneByOne() throws IOException {
    assertThat(files.list(), empty());
    String first = write(1, "a");
    String second = write(12, "a");
    assertThat(files.list(), containsInAnyOrder(new Entry(first, 1), new Entry(second, 12)));

    files.delete(first);
    files.delete(first);

    assertThat(files.list(), containsInAnyOrder(new Entry(second, 12)));
  }

  @Test
  void leaveNothingBehindWhenTheyAreNotFinished() throws IOException {
    try (StateFileWriter unfinished = files.create(3, "a")) {
      unfinished.write(CONTENT);
    }

    assertThat(files.list(), empty());
  }

  @Test
  void goWithAllThatTheJobHas() throws IOException {
    write(1, "a");
    storage.commit(1, CONTENT);

    storage.deleteAll();

    assertThat(hasAnything(JOB), is(false));
  }

  @Test
  void areMissedByName() throws IOException {
    CheckpointRef checkpoint = storage.commit(2, CONTENT);

    DamagedCheckpointException missing =
        assertThrows(DamagedCheckpointException.class, () -> files.open(checkpoint, "1-gone"));

    assertThat(missing.getMessage(), containsString("1-gone"));
  }

  @Test
  void haveNoNamesThatLeadElsewhere() {
    assertThrows(IllegalArgumentException.class, () -> files.delete("../chk-1/_manifest"));
    assertThrows(IllegalArgumentException.class, () -> files.create(1, "../a"));
  }
}
