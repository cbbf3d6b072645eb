package io.weir.worker.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a process that is running already have the code of its job on the class path, behind Weir's
 * own, as if it had been started so: one class loader knows both. A class loader of the job's own
 * would not do, since user code may share packages with Beam.
 *
 * <p>Thread: main thread.
 */
public final class JobProcessAgent {
  private static final String CLASS_PATH = "java.class.path";

  /** The JVM hands it to {@link #premain} and nowhere else; set before the main method runs. */
  private static @Nullable Instrumentation instrumentation;

  private JobProcessAgent() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String unused, Instrumentation given) {
    instrumentation = given;
  }

  /**
   * Appends files to the class path. A file that is no jar is of no use there, and harmless.
   *
   * @throws IOException a file cannot be read
   * @throws NullPointerException this JVM was not started with the agent
   */
  static void append(List<String> files) throws IOException {
    for (String file : files) {
      try (JarFile jar = new JarFile(file)) {
        Objects.requireNonNull(instrumentation).appendToSystemClassLoaderSearch(jar);
      } catch (ZipException e) {
        continue;
      }
      // Some libraries look for resources by it.
      System.setProperty(CLASS_PATH, System.getProperty(CLASS_PATH) + File.pathSeparator + file);
    }
  }

  /** Writes the jar that {@code -javaagent} wants, which only names this class. */
  static Path writeJar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), JobProcessAgent.class.getName());
    Path jar = Files.createDirectories(directory).resolve("agent.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }
}
