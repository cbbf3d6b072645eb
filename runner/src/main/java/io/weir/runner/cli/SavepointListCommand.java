package io.weir.runner.cli;

import io.weir.runner.savepoint.Savepoint;
import io.weir.runner.savepoint.SavepointDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code weir savepoint list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the complete savepoints and checkpoints in a directory, oldest first.")
final class SavepointListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A directory of savepoints or checkpoints.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    List<SavepointDirectory.Found> all = SavepointDirectory.list(directory.toAbsolutePath());
    for (SavepointDirectory.Found found : all) {
      System.out.printf(
          "%s  %12d bytes  %-24s  %s%n",
          found.completed().truncatedTo(ChronoUnit.SECONDS),
          found.bytes(),
          nameOfJob(found.directory()),
          found.directory());
    }
    System.out.printf("%d savepoints and checkpoints%n", all.size());
    return 0;
  }

  private static String nameOfJob(Path savepoint) {
    try {
      return Savepoint.open(savepoint.toString()).manifest().jobName();
    } catch (IOException e) {
      return "(damaged)";
    }
  }
}
