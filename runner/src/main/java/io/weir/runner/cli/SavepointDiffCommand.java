package io.weir.runner.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code weir savepoint diff}: runs a program's main method, but none of its jobs. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a program's pipeline with a savepoint that it is to start from, and starts nothing.",
      "Prints what is matched, renamed, dropped, new or incompatible; ends with 1 if the program"
          + " could not start from it. The same as running it with --dryRun --savepointPath."
    })
final class SavepointDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SAVEPOINT", description = "Its directory.")
  private String savepoint = "";

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

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "Arguments of the program, after --.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath + File.pathSeparator + ownClassPath(), mainClass));
    command.addAll(arguments);
    command.addAll(List.of("--runner=WeirRunner", "--dryRun=true", "--savepointPath=" + savepoint));
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0 ? 0 : WeirMain.FAILED;
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }
}
