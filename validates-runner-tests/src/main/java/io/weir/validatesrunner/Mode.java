package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which of the runner's shapes the suite runs. */
enum Mode {
  /** Master and workers inside the JVM of the test, every pipeline as a stream. */
  EMBEDDED("--streaming=true", "--parallelism=2", "--checkpointingInterval=100"),
  /** The same, but what is bounded runs as such; what is not runs as in {@link #EMBEDDED}. */
  BATCH("--streaming=false", "--parallelism=2", "--checkpointingInterval=100"),
  /** One subtask of each operator, and one element in each bundle. */
  SINGLE("--streaming=true", "--parallelism=1", "--checkpointingInterval=100", "--maxBundleSize=1"),
  /** Bundles end only when there is no input, or for a checkpoint, and those are rare. */
  LARGE_BUNDLES(
      "--streaming=true",
      "--parallelism=2",
      "--checkpointingInterval=2000",
      "--maxBundleSize=1000000000",
      "--maxBundleTimeMillis=3600000"),
  /** On a cluster of processes: a master, and two workers between which every exchange is. */
  CLUSTER("--streaming=true", "--parallelism=2", "--checkpointingInterval=100"),
  /** As {@link #EMBEDDED}, and every job is killed in the middle and restored. */
  RESTART("--streaming=true", "--parallelism=2", "--checkpointingInterval=20", "--maxRestarts=1"),
  /** As {@link #EMBEDDED}, with keyed state in RocksDB. */
  ROCKSDB(
      "--streaming=true",
      "--parallelism=2",
      "--checkpointingInterval=100",
      "--stateBackend=rocksdb"),
  /** As {@link #RESTART}, with keyed state in RocksDB. */
  ROCKSDB_RESTART(
      "--streaming=true",
      "--parallelism=2",
      "--checkpointingInterval=20",
      "--maxRestarts=1",
      "--stateBackend=rocksdb");

  /** Some tests have keys of 100 MB. */
  private static final String LARGEST_RECORD = "--maxRecordBytes=" + (256L << 20);

  /** Joined by spaces: an enum has no lists. */
  private final String options;

  Mode(String... options) {
    this.options = String.join(" ", options);
  }

  /** Pipeline options that give Weir's runner this shape. */
  List<String> weirOptions() {
    List<String> all = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
    all.add(LARGEST_RECORD);
    return all;
  }

  /** Whether every job is restarted on its way. */
  boolean restarts() {
    return this == RESTART || this == ROCKSDB_RESTART;
  }

  /** The mode of that name on the command line; refuses another by name. */
  static Mode named(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown mode '" + name + "'; known: " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
