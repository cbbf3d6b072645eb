package io.weir.kafkabroker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The broker as a program that runs until it is interrupted. */
@Command(
    name = "kafka-broker",
    description = "Runs a Kafka broker on this machine, for trying examples, until Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class KafkaBrokerMain implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "what clients connect to; 0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--directory",
      description = "where topics are kept (default: a temporary directory that goes with it)")
  private @Nullable Path directory;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "of a topic that is made by its first use (default: ${DEFAULT-VALUE})")
  private int partitions;

  private KafkaBrokerMain() {}

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KafkaBrokerMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path kept = directory == null ? Files.createTempDirectory("weir-kafka-broker-") : directory;
    KafkaBroker broker =
        KafkaBroker.start(kept, port, Map.of("num.partitions", Integer.toString(partitions)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, kept), "end of broker"));
    out.println(BrokerProcess.READY + broker.bootstrapServers() + ", topics in " + kept);
    broker.awaitEnd();
    return 0;
  }

  private void end(KafkaBroker broker, Path kept) {
    broker.close();
    if (directory == null) {
      try {
        deleteAll(kept);
      } catch (IOException e) {
        System.err.println("kafka-broker: " + kept + " stays: " + e);
      }
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
