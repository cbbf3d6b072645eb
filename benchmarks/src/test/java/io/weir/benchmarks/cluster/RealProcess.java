package io.weir.benchmarks.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of Weir in a process of its own, with the class path of the tests. */
final class RealProcess implements AutoCloseable {
  private static final long SECONDS = 120;

  private final Process process;
  private final Path log;

  private RealProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the program. */
  static RealProcess start(Path directory, String name, String mainClass, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(List.of(arguments));
    Path log = directory.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new RealProcess(process, log);
  }

  /** Waits for the program's end and answers its exit status. */
  int awaitEnd() throws IOException, InterruptedException {
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    assertThat("it ends; it said:\n" + output(), ended, is(true));
    return process.exitValue();
  }

  /** What the program said so far. */
  String output() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
