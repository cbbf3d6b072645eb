package io.weir.validatesrunner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the forked JVMs are started.
 *
 * @param runner the runner under test
 * @param pipelineOptions goes to Beam's {@code beamTestPipelineOptions}
 * @param timeout what a test may take that has no time of its own
 * @param heapGb heap of a JVM whose tests name none
 * @param directory where lists and logs go
 * @param clusters where pipelines run, in the mode of that name
 */
record ForkCommand(
    RunnerUnderTest runner,
    List<String> pipelineOptions,
    Duration timeout,
    int heapGb,
    Path directory,
    Optional<Clusters> clusters) {
  ForkCommand {
    pipelineOptions = List.copyOf(pipelineOptions);
  }

  /** Starts a JVM on {@code tests}; its standard error is appended to the group's log. */
  Process start(ForkGroup group, Iterable<TestId> tests) {
    try {
      Path list = directory.resolve(group.name() + ".tests");
      List<String> lines = new ArrayList<>();
      tests.forEach(test -> lines.add(test.toString()));
      Files.write(list, lines);
      return new ProcessBuilder(command(group, list))
          .redirectError(ProcessBuilder.Redirect.appendTo(log(group).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a JVM for " + group.name(), e);
    }
  }

  /** Drops the log of a run before. */
  void clearLog(ForkGroup group) {
    try {
      Files.deleteIfExists(log(group));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the log of " + group.name(), e);
    }
  }

  /** The group's log: what its tests printed, and the traces of its failures. */
  Path log(ForkGroup group) {
    return directory.resolve(group.name() + ".log");
  }

  private String optionsJson(ForkGroup group) {
    List<String> options = new ArrayList<>(pipelineOptions);
    clusters.ifPresent(present -> options.add(present.option(group)));
    try {
      return new ObjectMapper().writeValueAsString(options);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("options of " + group.name(), e);
    }
  }

  private List<String> command(ForkGroup group, Path list) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + group.heapGb().orElse(heapGb) + "g");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(HarnessEnvironment.jvmArguments(directory));
    clusters.ifPresent(present -> command.addAll(present.jvmArguments(group)));
    command.add("-DbeamTestPipelineOptions=" + optionsJson(group));
    command.add("-D" + RecordingRunner.RECORDED + "=" + runner.className());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Fork.class.getName());
    command.add(list.toString());
    command.add(Long.toString(timeout.toSeconds()));
    return command;
  }
}
