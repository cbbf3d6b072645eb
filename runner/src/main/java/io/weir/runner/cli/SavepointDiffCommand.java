package io.weir.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ProgramOption program = new ProgramOption();

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "Arguments of the program, pipeline options among them, after --.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    int status = program.run(arguments, List.of("--dryRun=true", "--savepointPath=" + savepoint));
    return status == 0 ? 0 : WeirMain.FAILED;
  }
}
