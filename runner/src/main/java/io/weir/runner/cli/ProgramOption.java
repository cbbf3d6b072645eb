package io.weir.runner.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say which program is meant. Its main method makes pipelines and runs them. */
final class ProgramOption {
  @Option(
      names = "--class-path",
      required = true,
      paramLabel = "PATH",
      description = "The program's class path.")
  private String classPath = "";

  @Option(
      names = "--main",
      required = true,
      paramLabel = "CLASS",
      description = "The program's main class.")
  private String mainClass = "";

  /**
   * Runs the program in a JVM of its own, with the runner behind its class path, and waits for it.
   * A signal that ends this process ends the program.
   *
   * @param arguments the program's own
   * @param options pipeline options, behind them
   * @return its exit status
   */
  int run(List<String> arguments, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath + File.pathSeparator + ownClassPath(), mainClass));
    command.addAll(arguments);
    command.add("--runner=WeirRunner");
    command.addAll(options);
    Process program = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(program::destroy, "end of program"));
    return program.waitFor();
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }
}
