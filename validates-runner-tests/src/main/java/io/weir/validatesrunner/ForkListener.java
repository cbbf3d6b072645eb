package io.weir.validatesrunner;

import io.weir.validatesrunner.ForkEvent.Kind;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/**
 * Says every step of a JUnit run to the parent, and turns a pass that proves nothing into a
 * failure.
 *
 * <p>Thread: the JVM's main thread, on which JUnit runs the tests.
 */
final class ForkListener extends RunListener {

  /** JUnit's name for the test that reports a class it cannot run. */
  private static final String CLASS_ERROR = "initializationError";

  /** Longer messages (whole collections) are cut; the log has them. */
  private static final int MAX_CAUSE = 300;

  private final PrintStream parent;
  private final Watchdog watchdog;
  private final PassProof proof = new PassProof();
  private Optional<Failure> failure = Optional.empty();
  private Optional<String> skipped = Optional.empty();
  private final TestNames names = new TestNames();
  private Optional<TestId> running = Optional.empty();
  private long startedNanos;

  ForkListener(PrintStream parent, Watchdog watchdog) {
    this.parent = parent;
    this.watchdog = watchdog;
  }

  @Override
  public void testStarted(Description description) {
    failure = Optional.empty();
    skipped = Optional.empty();
    TestId test = names.begun(id(description));
    RunRecord.current().begin(test);
    running = Optional.of(test);
    startedNanos = System.nanoTime();
    watchdog.testStarted(test);
    say(Kind.STARTED, test, "");
  }

  @Override
  public void testFailure(Failure testFailure) {
    if (testFailure.getDescription().isTest()) {
      failure = Optional.of(testFailure);
      return;
    }
    Throwable cause = testFailure.getException();
    cause.printStackTrace();
    say(Kind.CLASS_FAILED, all(testFailure.getDescription().getClassName()), describe(cause));
  }

  @Override
  public void testAssumptionFailure(Failure assumption) {
    skipped = Optional.of(describe(assumption.getException()));
  }

  @Override
  public void testIgnored(Description description) {
    startedNanos = System.nanoTime();
    say(Kind.SKIPPED, id(description), TestOutcome.IGNORED);
  }

  @Override
  public void testFinished(Description description) {
    watchdog.testEnded();
    TestId test = running.orElseGet(() -> id(description));
    running = Optional.empty();
    if (failure.isPresent()) {
      Throwable cause = failure.get().getException();
      System.err.println("FAILED " + test);
      cause.printStackTrace();
      if (test.methodName().equals(CLASS_ERROR)) {
        say(Kind.CLASS_FAILED, all(test.className()), describe(cause));
      } else {
        say(Kind.FAILED, test, describe(cause));
      }
    } else if (skipped.isPresent()) {
      say(Kind.SKIPPED, test, skipped.get());
    } else {
      Optional<String> objection = proof.objection(test, RunRecord.current().runs());
      say(objection.isPresent() ? Kind.FAILED : Kind.PASSED, test, objection.orElse(""));
    }
  }

  private void say(Kind kind, TestId test, String detail) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    parent.println(new ForkEvent(kind, test, seconds, detail).line());
    parent.flush();
  }

  private static TestId id(Description description) {
    return new TestId(description.getClassName(), description.getMethodName());
  }

  private static TestId all(String className) {
    return new TestId(className, ForkEvent.ALL_METHODS);
  }

  /** Class and message, with the message's lines joined so that matchers keep their second line. */
  private static String describe(Throwable thrown) {
    String text = thrown.toString().strip().replaceAll("\\s*\\R\\s*", " | ");
    return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "...";
  }
}
