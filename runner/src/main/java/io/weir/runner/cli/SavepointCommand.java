package io.weir.runner.cli;

import picocli.CommandLine.Command;

/** The command {@code weir savepoint}. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    description = "Creates savepoints; looks at, compares and deletes them and kept checkpoints.",
    subcommands = {
      SavepointCreateCommand.class,
      SavepointListCommand.class,
      SavepointInspectCommand.class,
      SavepointDiffCommand.class,
      SavepointDeleteCommand.class
    })
final class SavepointCommand {}
