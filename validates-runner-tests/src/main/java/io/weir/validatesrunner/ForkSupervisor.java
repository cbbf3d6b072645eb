package io.weir.validatesrunner;

import io.weir.validatesrunner.ForkEvent.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs a group of tests to the end, in as many JVMs as it takes: a test that hangs or takes its JVM
 * down has failed, and the rest goes on in a new one.
 *
 * <p>Thread: the one that calls {@link #run}.
 */
final class ForkSupervisor {

  private final ForkCommand command;
  private final ForkGroup group;
  private final TreeSet<TestId> remaining;
  private final List<TestOutcome> outcomes = new ArrayList<>();
  private Optional<TestId> running = Optional.empty();

  ForkSupervisor(ForkCommand command, ForkGroup group) {
    this.command = command;
    this.group = group;
    this.remaining = new TreeSet<>(group.tests());
  }

  /** The outcome of every test of the group. */
  List<TestOutcome> run() {
    while (!remaining.isEmpty()) {
      int before = remaining.size();
      int exit = runOneJvm();
      running.ifPresent(test -> end(TestOutcome.failed(test, 0, causeOf(exit))));
      running = Optional.empty();
      if (remaining.size() == before || exit == 0) {
        failRemaining("not run: its JVM ended with exit code " + exit);
      }
    }
    return List.copyOf(outcomes);
  }

  private int runOneJvm() {
    Process process = command.start(group, remaining);
    try (JvmDeadline deadline = new JvmDeadline(process, group, command.timeout());
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        deadline.progress();
        ForkEvent.parse(line).ifPresent(this::apply);
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read from the JVM of " + group.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + group.name(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private void apply(ForkEvent event) {
    switch (event.kind()) {
      case STARTED -> running = Optional.of(event.test()).filter(remaining::contains);
      case PASSED -> end(outcome(event, Verdict.PASSED));
      case FAILED -> end(outcome(event, Verdict.FAILED));
      case SKIPPED -> end(outcome(event, Verdict.SKIPPED));
      case CLASS_FAILED -> failClass(event);
    }
  }

  private static TestOutcome outcome(ForkEvent event, Verdict verdict) {
    return new TestOutcome(event.test(), verdict, event.seconds(), event.detail());
  }

  private void end(TestOutcome outcome) {
    running = Optional.empty();
    if (remaining.remove(outcome.id())) {
      outcomes.add(outcome);
    }
  }

  private void failClass(ForkEvent event) {
    for (TestId test : List.copyOf(remaining)) {
      if (test.className().equals(event.test().className())) {
        end(TestOutcome.failed(test, 0, Kind.CLASS_FAILED + ": " + event.detail()));
      }
    }
  }

  private void failRemaining(String cause) {
    for (TestId test : List.copyOf(remaining)) {
      end(TestOutcome.failed(test, 0, cause));
    }
  }

  private static String causeOf(int exit) {
    return exit == Watchdog.TIMEOUT_EXIT
        ? "timeout"
        : "its JVM ended with exit code " + exit + " during the test";
  }
}
