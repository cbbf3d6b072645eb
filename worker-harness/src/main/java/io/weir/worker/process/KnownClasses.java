package io.weir.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes that every job needs, as {@link RehearsalMain} has found out: a list of their names,
 * and an archive of them that the JVM maps into memory instead of parsing class files. Both only
 * save time. An archive that does not fit the JVM or the class path is ignored by the JVM.
 *
 * @param directory holds both; null if there was no rehearsal
 */
record KnownClasses(@Nullable Path directory) {
  /** System property of a worker: the directory. Set by {@code bin/weir}. */
  private static final String DIRECTORY = "weir.classes";

  /** What this worker was told. */
  static KnownClasses ofThisWorker() {
    String given = System.getProperty(DIRECTORY, "");
    return new KnownClasses(given.isEmpty() ? null : Path.of(given).toAbsolutePath());
  }

  /** Options for the JVM of a job process. */
  List<String> jvmOptions() {
    if (directory == null || !Files.isReadable(directory.resolve("classes.jsa"))) {
      return List.of();
    }
    // Without complaint: a user's options for the JVM may well rule the archive out.
    return List.of(
        "-XX:SharedArchiveFile=" + directory.resolve("classes.jsa"),
        "-Xshare:auto",
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        "-Xlog:cds*=off:stderr");
  }

  /** Arguments for {@link JobProcessMain}. */
  List<String> arguments() {
    if (directory == null || !Files.isReadable(directory.resolve("classes.list"))) {
      return List.of();
    }
    return List.of(directory.resolve("classes.list").toString());
  }

  /**
   * Loads the classes of a list, until this thread is interrupted. None is initialized: static
   * initializers look for services on the class path, which may not be complete yet.
   *
   * @param list has a name on each line; one that is not on the class path is passed over
   */
  static void load(Path list) throws IOException {
    ClassLoader classLoader = ClassLoader.getSystemClassLoader();
    for (String name : Files.readAllLines(list)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      try {
        Class.forName(name, false, classLoader);
      } catch (ClassNotFoundException | LinkageError e) {
        // Whoever needs it will say so.
      }
    }
  }
}
