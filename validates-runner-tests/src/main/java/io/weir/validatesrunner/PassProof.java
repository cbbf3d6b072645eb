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
  Optional<String> objection(TestId test, List<RunEnding> runs) {
    Optional<String> objection =
        runs.isEmpty()
            ? Optional.of("the test ran no pipeline").filter(why -> !withoutPipeline.contains(test))
            : runs.stream().flatMap(run -> run.objection().stream()).findFirst();
    return objection.map(why -> "vacuous: " + why);
  }
}
