package io.weir.worker.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownClassesTest {
  private static final String INITIALIZED = "io.weir.worker.process.KnownClassesTest.initialized";

  @TempDir private Path directory = Path.of("");

  /** Leaves a trace when it is initialized. */
  static final class Traced {
    static {
      System.setProperty(INITIALIZED, "yes");
    }

    private Traced() {}
  }

  @Test
  void loadsClassesWithoutInitializingThem() throws IOException {
    Path list = directory.resolve("classes.list");
    Files.write(list, List.of("not.on.the.ClassPath", Traced.class.getName()));

    KnownClasses.load(list);

    assertThat(System.getProperty(INITIALIZED), is(nullValue()));
  }

  @Test
  void addsNothingToTheCommandLineWithoutARehearsal() {
    assertThat(new KnownClasses(null).jvmOptions(), is(empty()));
    assertThat(new KnownClasses(directory).jvmOptions(), is(empty()));
    assertThat(new KnownClasses(directory).arguments(), is(empty()));
  }

  @Test
  void namesWhatTheRehearsalHasLeft() throws IOException {
    Path archive = Files.createFile(directory.resolve("classes.jsa"));
    Path list = Files.createFile(directory.resolve("classes.list"));
    KnownClasses classes = new KnownClasses(directory);

    assertThat(classes.jvmOptions(), hasItem("-XX:SharedArchiveFile=" + archive));
    assertThat(classes.arguments(), is(List.of(list.toString())));
  }
}
