package io.weir.runner.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The client commands of {@code bin/weir}. */
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    description =
        "Starts clusters on this machine, runs programs, lists, stops and cancels jobs, looks at"
            + " savepoints.",
    subcommands = {
      ClusterCommand.class,
      RunCommand.class,
      ListCommand.class,
      CancelCommand.class,
      StopCommand.class,
      RescaleCommand.class,
      SavepointCommand.class
    })
public final class WeirMain {
  static final int FAILED = 1;

  private WeirMain() {}

  /** Runs the command; ends the process with a status other than 0 when it failed. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new WeirMain())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              String message = failure.getMessage();
              command
                  .getErr()
                  .printf(
                      "%s: %s%n",
                      command.getCommandSpec().qualifiedName(),
                      message == null ? failure.toString() : message);
              return FAILED;
            });
  }
}
