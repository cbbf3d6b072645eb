package io.weir.runner.cli;

import picocli.CommandLine.Command;

/** The command {@code weir savepoint}. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    description = "Looks at savepoints and kept checkpoints, compares and deletes them.",
    subcommands = {
      SavepointListCommand.class,
      SavepointInspectCommand.class,
      SavepointDiffCommand.class,
      SavepointDeleteCommand.class
    })
final class SavepointCommand {}
