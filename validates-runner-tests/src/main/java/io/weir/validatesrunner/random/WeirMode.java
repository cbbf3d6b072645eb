package io.weir.validatesrunner.random;

import io.weir.validatesrunner.fault.RestartingRunner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Shapes of Weir in which a random pipeline must do the same. */
enum WeirMode {
  /** One subtask of each operator. */
  SINGLE("--parallelism=1"),
  /** Bounded pipelines run as such. */
  BATCH("--parallelism=2", "--streaming=false"),
  /** Two subtasks, and a checkpoint as often as possible. */
  CHECKPOINTS("--parallelism=2", "--checkpointingInterval=10"),
  /** More subtasks than keys, and bundles of one element. */
  SMALL_BUNDLES("--parallelism=4", "--maxBundleSize=1"),
  /** Two workers, so that some channels cross from one to the other. */
  TWO_WORKERS("--parallelism=2", "--workers=2"),
  /** Keyed state in RocksDB. */
  ROCKSDB("--parallelism=2", "--checkpointingInterval=50", "--stateBackend=rocksdb"),
  /** Killed in the middle, and restored. */
  RESTART(RestartingRunner.class, "--parallelism=2", "--checkpointingInterval=20"),
  /** The same, with keyed state in RocksDB. */
  ROCKSDB_RESTART(
      RestartingRunner.class,
      "--parallelism=2",
      "--checkpointingInterval=20",
      "--stateBackend=rocksdb");

  // A List.of is immutable; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> options;

  private final boolean holdsSourcesBack;

  WeirMode(String... options) {
    this.holdsSourcesBack = false;
    this.options = withFixed("--runner=WeirRunner", "--maxRestarts=0", options);
  }

  WeirMode(Class<RestartingRunner> runner, String... options) {
    this.holdsSourcesBack = true;
    this.options = withFixed("--runner=" + runner.getName(), "--maxRestarts=1", options);
  }

  private static List<String> withFixed(String runner, String restarts, String... options) {
    return Stream.concat(
            Stream.of(runner, restarts, "--progressIntervalMillis=0", "--enforceImmutability=true"),
            Stream.of(options))
        .toList();
  }

  /** Whether the model determines what the pipeline does in this mode. */
  boolean suits(RandomPipeline pipeline) {
    return !holdsSourcesBack || Determinism.holdsWithSourcesHeldBack(pipeline);
  }

  Contender contender() {
    return new Contender("Weir, " + this, options);
  }

  /** The mode of that name on the command line; refuses another by name. */
  static WeirMode named(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown mode '" + name + "'; known: " + List.of(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
