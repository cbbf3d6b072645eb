package io.weir.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The modules of Weir, each with its root package and the packages of others it may mention. */
enum Module {
  ENGINE("io.weir.engine"),
  PLAN("io.weir.plan", "io.weir.engine.graph", "io.weir.engine.config"),
  STORAGE("io.weir.storage", "io.weir.engine"),
  STATE_ROCKSDB("io.weir.state.rocksdb", "io.weir.engine"),
  TRANSPORT("io.weir.transport", "io.weir.engine"),
  WORKER_HARNESS(
      "io.weir.worker",
      "io.weir.plan",
      "io.weir.engine",
      "io.weir.transport",
      "io.weir.storage",
      "io.weir.state.rocksdb"),
  JOB_SERVER(
      "io.weir.jobserver",
      "io.weir.plan",
      "io.weir.engine",
      "io.weir.transport",
      "io.weir.storage"),
  RUNNER(
      "io.weir.runner",
      "io.weir.plan",
      "io.weir.engine",
      "io.weir.worker",
      "io.weir.transport",
      "io.weir.storage",
      "io.weir.state.rocksdb"),
  // It wraps operators, to let them fail and lie.
  VALIDATES_RUNNER_TESTS(
      "io.weir.validatesrunner",
      "io.weir.runner",
      "io.weir.engine",
      "io.weir.plan",
      "io.weir.worker"),
  EXAMPLES("io.weir.examples", "io.weir.runner"),
  BENCHMARKS("io.weir.benchmarks", "io.weir"),
  TESTKIT("io.weir.testkit", "io.weir.engine"),
  KAFKA_BROKER("io.weir.kafkabroker");

  private final String root;

  // A List.of is immutable; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> visible;

  Module(String root, String... visible) {
    this.root = root;
    this.visible = List.of(visible);
  }

  /** Returns the package that all classes of the module lie in or below. */
  String root() {
    return root;
  }

  /** Returns the module a class of Weir belongs to, or nothing when no module claims it. */
  static Optional<Module> of(JavaClass weirClass) {
    return Arrays.stream(values()).filter(m -> isIn(weirClass, m.root)).findFirst();
  }

  /** Says whether classes of this module may mention the given class. */
  boolean maySee(JavaClass other) {
    return !isIn(other, "io.weir")
        || isIn(other, root)
        || visible.stream().anyMatch(prefix -> isIn(other, prefix));
  }

  private static boolean isIn(JavaClass javaClass, String prefix) {
    return (javaClass.getPackageName() + ".").startsWith(prefix + ".");
  }
}
