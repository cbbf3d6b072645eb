package io.weir.transport.artifact;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  @TempDir private Path directory;
  private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));
  private final Instant longAgo = yesterday.minus(Duration.ofDays(1));
  private ArtifactStore store;

  @BeforeEach
  void open() throws IOException {
    store = ArtifactStore.open(directory.resolve("store"));
  }

  private Path oldFile(String content) throws IOException {
    Path source = Files.writeString(directory.resolve("source"), content);
    return age(store.add(source));
  }

  private Path age(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(longAgo));
  }

  @Test
  void keepsWhatIsWantedAndWhatIsNew() throws IOException {
    Path wanted = oldFile("wanted");
    Path unwanted = oldFile("unwanted");
    Path touched = oldFile("touched");
    store.touch(ArtifactAddress.ofFile(touched));

    int removed = store.retain(Set.of(ArtifactAddress.ofFile(wanted)), yesterday);

    assertThat(removed, is(1));
    assertThat(Files.exists(wanted), is(true));
    assertThat(Files.exists(unwanted), is(false));
    assertThat(Files.exists(touched), is(true));
  }

  @Test
  void removesHalfAnArtifactButNothingThatIsNotItsOwn() throws IOException {
    Path half = age(Files.writeString(directory.resolve("store/incoming-1.part"), "half"));
    Path others = age(Files.writeString(directory.resolve("store/notes.txt"), "keep"));

    int removed = store.retain(Set.of(), yesterday);

    assertThat(removed, is(1));
    assertThat(Files.exists(half), is(false));
    assertThat(Files.exists(others), is(true));
  }
}
