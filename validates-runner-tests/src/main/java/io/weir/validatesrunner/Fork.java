package io.weir.validatesrunner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.weir.validatesrunner.ForkEvent.Kind;
import io.weir.worker.process.InJvmWorker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.manipulation.Filter;

/**
 * The program of a forked JVM: runs the tests named in a file, class by class, and says each step
 * on standard output as {@link ForkEvent}. What the tests print goes to standard error. A class
 * that leaves a pipeline running is the last of its JVM.
 */
public final class Fork {

  /** How long jobs may take to end after their tests did. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Many tests share a machine, and none kills by silence: a slow process is not a lost one. */
  private static final long HEARTBEAT_TIMEOUT_MILLIS = 30_000;

  private Fork() {}

  /**
   * Runs the tests.
   *
   * @param args a file with one {@code class#method} per line, and the seconds that a test may take
   *     that has no time of its own
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream parent = System.out;
    System.setOut(System.err);
    Duration timeout = Duration.ofSeconds(Long.parseLong(args[1]));
    List<TestId> tests = Files.readAllLines(Path.of(args[0])).stream().map(TestId::parse).toList();

    startWorkerIfTold();
    JUnitCore junit = new JUnitCore();
    junit.addListener(new ForkListener(parent, new Watchdog(ownTimeouts(), timeout)));
    for (Map.Entry<String, Set<String>> testClass : byClass(tests).entrySet()) {
      run(junit, parent, testClass.getKey(), testClass.getValue());
      parent.flush();
      if (Leftovers.remain(PATIENCE)) {
        Runtime.getRuntime().halt(Leftovers.LEFTOVERS_EXIT);
      }
    }
    // Threads that a test or a runner left behind must not keep the JVM.
    Runtime.getRuntime().halt(0);
  }

  /** It lives as long as the JVM. */
  private static void startWorkerIfTold() throws IOException {
    String master = System.getProperty(Clusters.WORKER_OF, "");
    if (!master.isEmpty()) {
      InJvmWorker.start(master, HEARTBEAT_TIMEOUT_MILLIS);
    }
  }

  private static Map<TestId, Duration> ownTimeouts() {
    return TestTable.everyTest().stream()
        .filter(test -> test.timeout().isPresent())
        .collect(Collectors.toMap(SuiteTest::id, test -> test.timeout().orElseThrow()));
  }

  private static Map<String, Set<String>> byClass(List<TestId> tests) {
    return tests.stream()
        .collect(
            groupingBy(
                TestId::className,
                TreeMap::new,
                mapping(test -> TestNames.junitName(test.methodName()), toSet())));
  }

  private static void run(
      JUnitCore junit, PrintStream parent, String className, Set<String> methods) {
    try {
      Class<?> testClass = Class.forName(className);
      junit.run(Request.aClass(testClass).filterWith(new MethodFilter(methods)));
    } catch (ClassNotFoundException | LinkageError e) {
      TestId all = new TestId(className, ForkEvent.ALL_METHODS);
      parent.println(new ForkEvent(Kind.CLASS_FAILED, all, 0, e.toString()).line());
    }
  }

  private static final class MethodFilter extends Filter {
    private final Set<String> methods;

    MethodFilter(Set<String> methods) {
      this.methods = methods;
    }

    @Override
    public boolean shouldRun(Description description) {
      return description.isTest()
          ? methods.contains(description.getMethodName())
          : description.getChildren().stream().anyMatch(this::shouldRun);
    }

    @Override
    public String describe() {
      return "methods " + methods;
    }
  }
}
