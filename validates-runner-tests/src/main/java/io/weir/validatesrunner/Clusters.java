package io.weir.validatesrunner;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The masters of mode {@code cluster}, which the script started and named in system properties.
 *
 * @param processes address of the one with two workers that are processes
 * @param inJvm address of the one without workers: the JVM of the tests is its worker
 */
record Clusters(String processes, String inJvm) {
  /** Names the group of tests whose JVM is a worker. */
  static final String IN_JVM_GROUP = "in-test-jvm";

  /** System property of a JVM that is to be a worker: its master's address. */
  static final String WORKER_OF = "io.weir.validatesrunner.workerOf";

  private static final String PROCESSES = "io.weir.validatesrunner.cluster.processes";
  private static final String IN_JVM = "io.weir.validatesrunner.cluster.in-jvm";

  /**
   * The clusters for a mode; empty for one that needs none.
   *
   * @throws IllegalArgumentException the mode needs them, and they were not started
   */
  static Optional<Clusters> of(Mode mode) {
    if (mode != Mode.CLUSTER) {
      return Optional.empty();
    }
    String processes = System.getProperty(PROCESSES, "");
    String inJvm = System.getProperty(IN_JVM, "");
    if (processes.isEmpty() || inJvm.isEmpty()) {
      throw new IllegalArgumentException("--mode cluster: ci/validates-runner starts the cluster");
    }
    return Optional.of(new Clusters(processes, inJvm));
  }

  /** The tests that look at statics which user code changed, with the reason. */
  static Map<TestId, List<String>> testsInJvm() {
    return CsvResource.read("in-test-jvm.csv");
  }

  /** The option that has a group's pipelines run where they should. */
  String option(ForkGroup group) {
    return "--weirMaster=" + (isInJvm(group) ? inJvm : processes);
  }

  /** Arguments for the JVM of a group. */
  List<String> jvmArguments(ForkGroup group) {
    return isInJvm(group) ? List.of("-D" + WORKER_OF + "=" + inJvm) : List.of();
  }

  private static boolean isInJvm(ForkGroup group) {
    return group.name().equals(IN_JVM_GROUP);
  }
}
