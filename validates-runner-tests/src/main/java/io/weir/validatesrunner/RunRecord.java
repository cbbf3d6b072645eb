package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runner's calls since the current test began.
 *
 * <p>Beam creates a runner from its class, so the record cannot be handed to {@link
 * RecordingRunner} and is the one static of this program. A JVM runs one test at a time.
 *
 * <p>Thread: any thread.
 */
final class RunRecord {

  private static final RunRecord CURRENT = new RunRecord();

  private Optional<TestId> test = Optional.empty();
  private final List<RunEnding> runs = new ArrayList<>();

  private RunRecord() {}

  /** The record of this JVM. */
  static RunRecord current() {
    return CURRENT;
  }

  /** A test begins; the calls of the test before are forgotten. */
  synchronized void begin(TestId begun) {
    test = Optional.of(begun);
    runs.clear();
  }

  /** The test that runs; empty before the first. */
  synchronized Optional<TestId> test() {
    return test;
  }

  /** Notes a call; the answer is the number to name in {@link #compared}. */
  synchronized int ended(RunEnding ending) {
    runs.add(ending);
    return runs.size() - 1;
  }

  /** Notes that TestPipeline counted the PAsserts of that run. */
  synchronized void compared(int run) {
    if (run < runs.size()) {
      runs.set(run, RunEnding.COMPARED);
    }
  }

  /** The calls so far, in order. */
  synchronized List<RunEnding> runs() {
    return List.copyOf(runs);
  }
}
