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

  private final List<RunEnding> runs = new ArrayList<>();

  private RunRecord() {}

  /** The record of this JVM. */
  static RunRecord current() {
    return CURRENT;
  }

  /** Forgets the calls of the test before. */
  synchronized void clear() {
    runs.clear();
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
