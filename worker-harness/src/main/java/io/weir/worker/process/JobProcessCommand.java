package io.weir.worker.process;

import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.control.JobProcessStart;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line of job processes: Weir's own class path, then the job's artifacts.
 *
 * <p>Thread: any thread; calls block.
 */
final class JobProcessCommand {
  private static final Logger LOG = LoggerFactory.getLogger(JobProcessCommand.class);

  private final String classPath;
  private final List<String> jvmOptions;
  private final ArtifactCache artifacts;
  private final Path directory;

  /**
   * A command line.
   *
   * @param classPath Weir's own
   * @param jvmOptions options of the user for the JVM
   * @param artifacts where the files of jobs come from
   * @param directory in which each process gets a directory for its temporary files
   */
  JobProcessCommand(
      String classPath, List<String> jvmOptions, ArtifactCache artifacts, Path directory) {
    this.classPath = classPath;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.artifacts = artifacts;
    this.directory = directory;
  }

  /** Fetches what the job needs and answers how to start its process. */
  ProcessBuilder builder(JobProcessStart start) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temporaryFiles(start)));
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath(start.artifacts()));
    command.add(JobProcessMain.class.getName());
    // For those who look at the list of processes.
    command.add(start.job().value());
    ProcessBuilder builder = new ProcessBuilder(command);
    // Many arenas of the C library hold on to much more memory than RocksDB was given.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return builder;
  }

  /** Removes what a process left behind that has ended, as one does that was killed. */
  void removeTemporaryFiles(JobProcessStart start) {
    Path left = temporaryFiles(start);
    if (!Files.exists(left)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(left)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("temporary files of a job process are left in {}", left, e);
    }
  }

  private Path temporaryFiles(JobProcessStart start) {
    return directory.resolve(start.job().value() + "-" + start.processNumber());
  }

  private String classPath(List<Artifact> wanted) throws IOException {
    return Stream.concat(Stream.of(classPath), artifacts.fetch(wanted).stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
