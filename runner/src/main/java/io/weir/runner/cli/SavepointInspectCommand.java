package io.weir.runner.cli;

import io.weir.runner.savepoint.Savepoint;
import io.weir.runner.savepoint.SavepointReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code weir savepoint inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Prints what is in a savepoint: transforms, state ids, coders, keys, bytes.")
final class SavepointInspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SAVEPOINT", description = "Its directory, or that of its job.")
  private String savepoint = "";

  @Override
  public Integer call() throws IOException {
    SavepointReport.print(Savepoint.open(savepoint), System.out);
    return 0;
  }
}
