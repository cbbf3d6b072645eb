package io.weir.validatesrunner;

import java.util.ArrayList;
import java.util.List;

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

  private final List<RunnerRun> runs = new ArrayList<>();

  private RunRecord() {}

  /** The record of this JVM. */
  static RunRecord current() {
    return CURRENT;
  }

  /** Forgets the calls of the test before. */
  synchronized void clear() {
    runs.clear();
  }

  /** Notes that {@code run} threw. */
  synchronized void threw() {
    runs.add(new RunnerRun(false, false));
  }

  /** Notes that {@code run} returned; the answer is the number to name in {@link #compared}. */
  synchronized int returned() {
    runs.add(new RunnerRun(true, false));
    return runs.size() - 1;
  }

  /** Notes that TestPipeline counted the PAsserts of that run. */
  synchronized void compared(int run) {
    if (run < runs.size()) {
      runs.set(run, new RunnerRun(true, true));
    }
  }

  /** The calls so far, in order. */
  synchronized List<RunnerRun> runs() {
    return List.copyOf(runs);
  }
}
