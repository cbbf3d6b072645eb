package io.weir.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a cluster that was started in the background: its address, and for each process its
 * id and time of start, by which a process is told from a later one that got the same id.
 *
 * @param directory holds the files
 */
record ClusterState(Path directory) {
  private static final String PID_SUFFIX = ".pid";

  /** Where a user's cluster keeps its files. */
  static Path defaultDirectory() {
    String given = System.getenv("WEIR_STATE_DIR");
    return given == null || given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".weir", "cluster")
        : Path.of(given);
  }

  /** Makes the directory, for this user only. */
  void create() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The file that the master writes its address to. */
  Path addressFile() {
    return directory.resolve("address");
  }

  /** The master's address, if the cluster is running. */
  Optional<String> address() throws IOException {
    if (running().isEmpty() || !Files.exists(addressFile())) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(addressFile()).strip());
  }

  /** Whether the master is alive. */
  boolean isMasterRunning() throws IOException {
    Path file = directory.resolve("master" + PID_SUFFIX);
    return Files.exists(file) && read(file).isPresent();
  }

  /** The file that a process writes to. */
  Path log(String name) {
    return directory.resolve(name + ".log");
  }

  /** Remembers a process. */
  void remember(String name, ProcessHandle process) throws IOException {
    Files.writeString(
        directory.resolve(name + PID_SUFFIX), process.pid() + " " + startOf(process) + "\n");
  }

  /** The processes that are alive, the master first. */
  List<ProcessHandle> running() throws IOException {
    List<ProcessHandle> alive = new ArrayList<>();
    for (Path file : pidFiles()) {
      read(file).ifPresent(alive::add);
    }
    return alive;
  }

  /** Forgets all processes. */
  void clear() throws IOException {
    for (Path file : pidFiles()) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(addressFile());
  }

  private List<Path> pidFiles() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      // "master" sorts before "worker-1".
      return files.filter(file -> file.toString().endsWith(PID_SUFFIX)).sorted().toList();
    }
  }

  private static Optional<ProcessHandle> read(Path file) throws IOException {
    String[] words = Files.readString(file).strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).equals(words[1]));
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
