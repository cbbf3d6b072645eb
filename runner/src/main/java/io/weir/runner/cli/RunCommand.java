package io.weir.runner.cli;

import io.weir.runner.savepoint.PathOrUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code weir run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a program's main method, and its pipelines on a master; ends with its exit status.",
      "The same as running it with --runner=WeirRunner --weirMaster --savepointPath."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private ProgramOption program = new ProgramOption();
  @Mixin private MasterOption master = new MasterOption();

  @Option(
      names = "--savepointPath",
      defaultValue = "",
      paramLabel = "PATH",
      description =
          "Savepoint or kept checkpoint to start from (default: start from the beginning).")
  private String savepoint = "";

  @Parameters(
      index = "0..*",
      paramLabel = "ARGUMENT",
      description = "Arguments of the program, pipeline options among them, after --.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    options.add("--weirMaster=" + master.text());
    if (!savepoint.isEmpty()) {
      options.add("--savepointPath=" + PathOrUri.absolute(savepoint));
    }
    return program.run(arguments, options);
  }
}
