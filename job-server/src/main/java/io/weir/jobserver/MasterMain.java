package io.weir.jobserver;

import io.weir.transport.Heartbeats;
import io.weir.transport.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bin/weir master}: the master process. */
@Command(
    name = "weir master",
    mixinStandardHelpOptions = true,
    description = "Runs a master. It prints its address and ends with Ctrl-C.")
public final class MasterMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MAX_PORT = 65535;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Address to listen at; loopback only (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "7400",
      paramLabel = "PORT",
      description = "Port to listen at; 0 for any free one (default: 7400).")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Directory for artifacts, and for checkpoints of jobs that name none"
              + " (default: $HOME/.weir/master).")
  private Path directory = Path.of(System.getProperty("user.home"), ".weir", "master");

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description = "File to write the address to once the master listens.")
  private @Nullable Path addressFile;

  @Option(
      names = "--heartbeat-timeout-millis",
      defaultValue = "3000",
      paramLabel = "MILLIS",
      description =
          "A worker or job process that says nothing for this time is lost; give all processes of"
              + " a cluster the same (default: 3000).")
  private long heartbeatTimeoutMillis;

  private MasterMain() {}

  /** Runs the master; ends the process with status 1 when it cannot start. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new MasterMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    InetSocketAddress address = address();
    Heartbeats heartbeats = heartbeats();
    try {
      Master master = Master.start(address, directory, heartbeats);
      Runtime.getRuntime().addShutdownHook(new Thread(master::close, "weir-stop"));
      announce(Loopback.text(master.address()));
    } catch (IOException e) {
      System.err.println("weir master: " + e.getMessage());
      return FAILED;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private InetSocketAddress address() {
    if (port < 0 || port > MAX_PORT) {
      throw refused("--port=" + port + ": it must be from 0 to " + MAX_PORT);
    }
    try {
      return Loopback.parse(host + ":" + port);
    } catch (IllegalArgumentException e) {
      throw refused("--host=" + host + ": " + e.getMessage());
    }
  }

  private Heartbeats heartbeats() {
    try {
      return Heartbeats.withTimeoutMillis(heartbeatTimeoutMillis);
    } catch (IllegalArgumentException e) {
      throw refused("--heartbeat-timeout-millis=" + heartbeatTimeoutMillis + ": " + e.getMessage());
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void announce(String address) throws IOException {
    if (addressFile != null) {
      Path part = addressFile.resolveSibling(addressFile.getFileName() + ".part");
      Files.writeString(part, address + "\n");
      Files.move(part, addressFile, StandardCopyOption.ATOMIC_MOVE);
    }
    System.out.println("Weir master listens at " + address);
  }
}
