package io.weir.validatesrunner.random;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Shapes of Weir in which a random pipeline must do the same. */
enum WeirMode {
  /** One subtask of each operator. */
  SINGLE("--parallelism=1"),
  /** Two subtasks, and a checkpoint as often as possible. */
  CHECKPOINTS("--parallelism=2", "--checkpointingInterval=10"),
  /** More subtasks than keys, and bundles of one element. */
  SMALL_BUNDLES("--parallelism=4", "--maxBundleSize=1");

  // A List.of is immutable; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> options;

  WeirMode(String... options) {
    this.options = List.of(options);
  }

  Contender contender() {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "--runner=WeirRunner",
                    "--maxRestarts=0",
                    "--progressIntervalMillis=0",
                    "--enforceImmutability=true"),
                options.stream())
            .toList();
    return new Contender("Weir, " + this, all);
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
