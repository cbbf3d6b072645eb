package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Runs groups of tests side by side. */
final class Suite {

  private final ForkCommand command;
  private final int jobs;

  /**
   * Will start JVMs by {@code command}.
   *
   * @param jobs how many JVMs at the same time
   */
  Suite(ForkCommand command, int jobs) {
    this.command = command;
    this.jobs = jobs;
  }

  /**
   * Runs all groups.
   *
   * @param onGroup called on this thread with the outcomes of each group that ended
   */
  List<TestOutcome> run(List<ForkGroup> groups, Consumer<List<TestOutcome>> onGroup) {
    List<TestOutcome> outcomes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      var running = new ExecutorCompletionService<List<TestOutcome>>(threads);
      for (ForkGroup group : groups) {
        command.clearLog(group);
        running.submit(() -> new ForkSupervisor(command, group).run());
      }
      for (int ended = 0; ended < groups.size(); ended++) {
        List<TestOutcome> group = running.take().get();
        onGroup.accept(group);
        outcomes.addAll(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a group could not be run", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return outcomes;
  }

  /** Reports the tests that are listed, with a reason, as not to be run. */
  static List<TestOutcome> excluded(List<SuiteTest> tests, Map<TestId, List<String>> reasons) {
    return tests.stream()
        .filter(test -> reasons.containsKey(test.id()))
        .map(
            test ->
                new TestOutcome(
                    test.id(), Verdict.EXCLUDED, 0, String.join(",", reasons.get(test.id()))))
        .toList();
  }
}
