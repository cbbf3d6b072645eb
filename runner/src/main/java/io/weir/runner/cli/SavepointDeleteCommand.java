package io.weir.runner.cli;

import io.weir.runner.savepoint.SavepointDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code weir savepoint delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes a savepoint or kept checkpoint, and nothing else.")
final class SavepointDeleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SAVEPOINT", description = "Its own directory.")
  private Path savepoint = Path.of("");

  @Override
  public Integer call() throws IOException {
    SavepointDirectory.delete(savepoint.toAbsolutePath());
    System.out.printf("Deleted %s%n", savepoint.toAbsolutePath());
    return 0;
  }
}
