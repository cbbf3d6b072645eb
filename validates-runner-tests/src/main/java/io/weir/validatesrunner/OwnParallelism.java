package io.weir.validatesrunner;

import io.weir.plan.WeirPipelineOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Tests that would take very long with the parallelism of their mode, since their DoFns block: they
 * get one of their own, in every mode.
 */
final class OwnParallelism {
  private OwnParallelism() {}

  /** Sets it in the options of the test's pipeline, if the test has one. */
  static void apply(Optional<TestId> test, PipelineOptions options) {
    Map<TestId, List<String>> table = CsvResource.read("own-parallelism.csv");
    test.map(table::get)
        .ifPresent(row -> options.as(WeirPipelineOptions.class).setParallelism(parallelism(row)));
  }

  private static Integer parallelism(List<String> row) {
    return Integer.valueOf(row.get(0));
  }
}
