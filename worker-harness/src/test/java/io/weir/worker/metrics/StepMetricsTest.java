package io.weir.worker.metrics;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.nullValue;

import io.weir.engine.operator.Output;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Labels;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsContainer;
import org.junit.jupiter.api.Test;

final class StepMetricsTest {
  private final StepMetrics metrics = new StepMetrics("Step");

  private static void inc(String name) {
    Metrics.counter("mine", name).inc();
  }

  private List<String> counters() {
    byte[] cells = requireNonNull(metrics.encode());
    List<String> counters = new ArrayList<>();
    for (MetricResult<Long> counter :
        BeamMetricResults.of(List.of(cells), List.of(cells)).allMetrics().getCounters()) {
      counters.add(
          "%s of %s: %d, %d"
              .formatted(
                  counter.getName().getName(),
                  counter.getName().getLabels().getOrDefault(Labels.PCOLLECTION, "user"),
                  counter.getAttempted(),
                  counter.getCommitted()));
    }
    return counters;
  }

  @Test
  void countsElementsByPCollectionBesideWhatUserCodeCounts() throws Exception {
    Output first = metrics.counted("first", element -> {});
    Output second = metrics.counted("second", element -> {});
    MetricsContainer before = metrics.enter();
    inc("x");
    metrics.leave(before);
    first.emit("a");
    first.emit("b");
    second.emit("c");

    assertThat(
        counters(),
        containsInAnyOrder(
            "x of user: 1, 1",
            "metric:element_count:v1 of first: 2, 2",
            "metric:element_count:v1 of second: 1, 1"));

    first.emit("d");
    assertThat(
        counters(),
        containsInAnyOrder(
            "x of user: 1, 1",
            "metric:element_count:v1 of first: 3, 3",
            "metric:element_count:v1 of second: 1, 1"));
  }

  @Test
  void saysNothingBeforeSomethingWasCounted() {
    metrics.counted("first", element -> {});

    assertThat(metrics.encode(), nullValue());
  }
}
