package io.weir.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.control.JobId;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BeamSharedFilesTest extends SharedFilesContract {
  @BeforeEach
  void forget() {
    TestStore.reset();
  }

  @Override
  String root() {
    return TestStore.ROOT;
  }

  @Override
  boolean hasAnything(JobId job) {
    return TestStore.uris().stream().anyMatch(uri -> uri.contains(job.value()));
  }

  @Test
  void areNotWhatOthersPutBesideThem() throws IOException {
    String foreign = TestStore.ROOT + "/" + JOB.value() + "/shared/notes.txt";
    TestStore.put(foreign, CONTENT);

    assertThat(files().list(), empty());
    assertThrows(IllegalArgumentException.class, () -> files().delete("notes.txt"));
    assertThat(TestStore.uris(), contains(foreign));
  }

  @Test
  void leaveNothingBehindWhenTheStoreRefusesThem() throws IOException {
    TestStore.fail();

    assertThrows(IOException.class, () -> files().create(1, "a"));

    TestStore.work();
    assertThat(files().list(), empty());
  }
}
