package io.weir.runner.cli;

import io.weir.transport.Loopback;
import io.weir.transport.client.MasterClient;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which master is meant. */
final class MasterOption {
  private static final String DEFAULT = "127.0.0.1:7400";

  @Option(
      names = "--weirMaster",
      paramLabel = "HOST:PORT",
      description =
          "Address of the master (default: that of the cluster that was started here, else "
              + DEFAULT
              + ").")
  private @Nullable String address;

  /**
   * A client of the master.
   *
   * @throws IllegalArgumentException the address is none, or not one of this machine
   */
  MasterClient connect() throws IOException {
    return MasterClient.of(Loopback.parse(text()));
  }

  /** The address. */
  String text() throws IOException {
    if (address != null) {
      return address;
    }
    return new ClusterState(ClusterState.defaultDirectory()).address().orElse(DEFAULT);
  }

  /** Where the state of the cluster of this machine is. */
  static Path stateDirectory(@Nullable Path given) {
    return given == null ? ClusterState.defaultDirectory() : given;
  }
}
