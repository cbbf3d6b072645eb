package io.weir.validatesrunner;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether a green test proved anything about the runner. */
final class PassProof {

  private final Set<TestId> withoutPipeline;

  /** Knows the tests that need no pipeline run, each with its reason in {@code no-pipeline.csv}. */
  PassProof() {
    this(CsvResource.read("no-pipeline.csv").keySet());
  }

  PassProof(Set<TestId> withoutPipeline) {
    this.withoutPipeline = Set.copyOf(withoutPipeline);
  }

  /** What is wrong with the pass of {@code test} after these runner calls, if anything. */
  Optional<String> objection(TestId test, List<RunnerRun> runs) {
    if (runs.isEmpty()) {
      return withoutPipeline.contains(test)
          ? Optional.empty()
          : Optional.of("vacuous: the test passed without running a pipeline");
    }
    return runs.stream().allMatch(RunnerRun::proves)
        ? Optional.empty()
        : Optional.of("vacuous: run() returned and the PAsserts were not counted");
  }
}
