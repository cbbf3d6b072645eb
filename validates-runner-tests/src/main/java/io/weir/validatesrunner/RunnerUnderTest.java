package io.weir.validatesrunner;

import java.util.Map;

/**
 * The runner that the suite runs on.
 *
 * @param className the class that Beam instantiates
 */
record RunnerUnderTest(String className) {

  private static final Map<String, String> KNOWN =
      Map.of(
          "TestWeirRunner", "io.weir.runner.TestWeirRunner",
          "WeirRunner", "io.weir.runner.WeirRunner",
          "DirectRunner", "org.apache.beam.runners.direct.DirectRunner",
          "NoOpRunner", NoOpRunner.class.getName());

  /** The class that runs Weir's jobs in the given mode, and the given runner otherwise. */
  static RunnerUnderTest of(Mode mode, String name) {
    RunnerUnderTest named = named(name);
    return named.isWeir() && mode.restarts()
        ? new RunnerUnderTest(RestartSometimesRunner.class.getName())
        : named;
  }

  /** Resolves a known simple name or the name of a class; refuses what cannot be loaded. */
  static RunnerUnderTest named(String name) {
    String className = KNOWN.getOrDefault(name, name);
    try {
      Class.forName(className, false, RunnerUnderTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "unknown runner '" + name + "'; known: " + KNOWN.keySet() + ", or a class name", e);
    }
    return new RunnerUnderTest(className);
  }

  /** Whether it is one of Weir's own, which take the options of a {@link Mode}. */
  boolean isWeir() {
    return className.startsWith("io.weir.runner.")
        || className.equals(RestartSometimesRunner.class.getName());
  }
}
