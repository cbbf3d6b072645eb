package io.weir.examples.weblog;

import java.util.Arrays;
import java.util.stream.Stream;

/** The runner of a program whose caller names none. */
final class DefaultRunner {
  private static final String OPTION = "--runner=";

  private DefaultRunner() {}

  /** The arguments, with Weir as runner if they name none. */
  static String[] addTo(String[] args) {
    return Arrays.stream(args).anyMatch(arg -> arg.startsWith(OPTION))
        ? args
        : Stream.concat(Stream.of(OPTION + "WeirRunner"), Arrays.stream(args))
            .toArray(String[]::new);
  }
}
