package io.weir.runner.cli;

import picocli.CommandLine.Command;

/** The command {@code weir cluster}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Starts and stops a cluster on this machine.",
    subcommands = {ClusterStartCommand.class, ClusterStopCommand.class})
final class ClusterCommand {}
