package io.weir.worker.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of job processes, which is the same for all jobs: the job's own files follow
 * when the process has got its job.
 *
 * <p>Thread: any thread; calls block.
 */
final class JobProcessCommand {
  private final String classPath;
  private final List<String> jvmOptions;
  private final KnownClasses classes;
  private final Path directory;
  private final Path agent;

  /**
   * A command line.
   *
   * @param classPath Weir's own
   * @param jvmOptions options of the user for the JVM
   * @param classes what is known of the classes that jobs need
   * @param directory in which each process gets a directory for its temporary files
   * @throws IOException the directory cannot be written to
   */
  JobProcessCommand(String classPath, List<String> jvmOptions, KnownClasses classes, Path directory)
      throws IOException {
    this.classPath = classPath;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.classes = classes;
    this.directory = directory;
    this.agent = JobProcessAgent.writeJar(directory);
  }

  /** Starts a process, which waits for its job. */
  WaitingProcess start() throws IOException {
    Path temporary = Files.createTempDirectory(directory, "process-");
    ProcessBuilder builder = new ProcessBuilder(command(temporary));
    // Many arenas of the C library hold on to much more memory than RocksDB was given.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    return new WaitingProcess(builder.start(), temporary);
  }

  private List<String> command(Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(classes.jvmOptions());
    command.addAll(jvmOptions);
    command.add("-javaagent:" + agent);
    command.add("-cp");
    command.add(classPath);
    command.add(JobProcessMain.class.getName());
    command.addAll(classes.arguments());
    return command;
  }
}
