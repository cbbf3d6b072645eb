package io.weir.benchmarks.nexmark;

import java.util.List;
import java.util.Locale;

/** A runner that takes part, with the options that make it its best fair self. */
enum Contender {
  /** The embedded cluster. */
  WEIR,
  /** FlinkRunner, as its experts would run it. */
  FLINK,
  /** Beam's reference runner. */
  DIRECT;

  /** Pipeline options that select and tune it. */
  List<String> options() {
    return switch (this) {
      case WEIR -> List.of("--runner=WeirRunner", "--parallelism=2", "--streaming=true");
      case FLINK ->
          List.of(
              "--runner=FlinkRunner",
              "--flinkMaster=[local]",
              "--parallelism=2",
              "--streaming=true",
              "--fasterCopy=true",
              "--objectReuse=true");
      case DIRECT -> List.of("--runner=DirectRunner", "--streaming=false");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
