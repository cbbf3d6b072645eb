package io.weir.validatesrunner;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which of the runner's shapes the suite runs. */
enum Mode {
  /** Master and workers inside the JVM of the test. */
  EMBEDDED;

  /** Pipeline options that give Weir's runner this shape. */
  List<String> weirOptions() {
    return switch (this) {
      case EMBEDDED -> List.of("--parallelism=2");
    };
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
    return name().toLowerCase(Locale.ROOT);
  }
}
