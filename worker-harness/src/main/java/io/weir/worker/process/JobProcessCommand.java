package io.weir.worker.process;

import io.weir.engine.control.JobSpec.Artifact;
import io.weir.transport.control.JobProcessStart;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of job processes: Weir's own class path, then the job's artifacts.
 *
 * <p>Thread: any thread; calls block.
 */
final class JobProcessCommand {
  private final String classPath;
  private final List<String> jvmOptions;
  private final ArtifactCache artifacts;

  /**
   * A command line.
   *
   * @param classPath Weir's own
   * @param jvmOptions options of the user for the JVM
   * @param artifacts where the files of jobs come from
   */
  JobProcessCommand(String classPath, List<String> jvmOptions, ArtifactCache artifacts) {
    this.classPath = classPath;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.artifacts = artifacts;
  }

  /** Fetches what the job needs and answers how to start its process. */
  ProcessBuilder builder(JobProcessStart start) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath(start.artifacts()));
    command.add(JobProcessMain.class.getName());
    // For those who look at the list of processes.
    command.add(start.job().value());
    return new ProcessBuilder(command);
  }

  private String classPath(List<Artifact> wanted) throws IOException {
    return Stream.concat(Stream.of(classPath), artifacts.fetch(wanted).stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
