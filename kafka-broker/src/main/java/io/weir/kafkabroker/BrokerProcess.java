package io.weir.kafkabroker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, since the libraries of a broker and those of a job do not go
 * together in one. This class needs none of them.
 *
 * <p>Thread: any thread. The process ends with the JVM that started it, too.
 */
public final class BrokerProcess implements AutoCloseable {
  /** What {@link KafkaBrokerMain} prints before its address. */
  static final String READY = "Kafka broker: ";

  private static final String CLASS_PATH = "class-path.txt";

  private final Process process;
  private final String bootstrapServers;
  private final Thread end;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.end = new Thread(process::destroyForcibly, "end of broker");
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Starts a broker on a free port of loopback and returns when clients can connect.
   *
   * @param directory where its topics are; taken up as an earlier broker left it
   * @param log where it writes what it has to say
   * @throws IOException it did not start; see the log
   */
  public static BrokerProcess start(Path directory, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(), "io.weir.kafkabroker.KafkaBrokerMain"));
    command.addAll(List.of("--port=0", "--directory=" + directory));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile())).start();
    // Not closed: it ends with the process, which prints no more than this line.
    @SuppressWarnings("resource")
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    @Nullable String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException("the broker did not start, see " + log);
    }
    return new BrokerProcess(process, line.substring(READY.length()).split(",", 2)[0]);
  }

  private static String classPath() throws IOException {
    try (InputStream libraries = BrokerProcess.class.getResourceAsStream(CLASS_PATH)) {
      if (libraries == null) {
        throw new IOException("the broker was not built with Maven: it has no " + CLASS_PATH);
      }
      Path own =
          Path.of(BrokerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String rest = new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
      return own + java.io.File.pathSeparator + rest;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Ends the broker; its directory stays. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
