package io.weir.worker.group;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.weir.engine.element.Signal.Watermark;
import io.weir.worker.metrics.BeamMetricResults;
import io.weir.worker.testing.FakeClock;
import io.weir.worker.testing.FakeSubtask;
import io.weir.worker.testing.PlannedPipeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CombineFn counts is booked to its own step, whoever is the current one around it. */
final class CombineMetricsTest {
  private final MetricsContainerImpl around = new MetricsContainerImpl("around");

  private static PlannedPipeline pipeline(boolean fast) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(KV.of("k", 1L)))
        .apply(
            Window.<KV<String, Long>>into(new GlobalWindows())
                .withAllowedLateness(fast ? Duration.ZERO : Duration.millis(1))
                .discardingFiredPanes())
        .apply("Sum", Combine.perKey(new CountedSum()));
    return PlannedPipeline.of(pipeline);
  }

  private static Map<String, Long> counters(FakeSubtask subtask) {
    byte[] cells = requireNonNull(subtask.operator().metrics());
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> counter :
        BeamMetricResults.of(List.of(cells), List.of()).allMetrics().getCounters()) {
      counters.put(counter.getName().getName(), counter.getAttempted());
    }
    return counters;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areThoseOfItsStep(boolean fast) throws Exception {
    PlannedPipeline pipeline = pipeline(fast);
    var before = MetricsEnvironment.getMetricsEnvironmentStateForCurrentThread().activate(around);
    try {
      FakeSubtask subtask =
          FakeSubtask.start(context -> pipeline.operator("Sum", context), new FakeClock());
      for (long i = 0; i < 5; i++) {
        var element =
            WindowedValues.timestampedValueInGlobalWindow(KV.of("k", i), Instant.ofEpochMilli(i));
        subtask.process(0, pipeline.codecInto("Sum").keyOf(element), element);
      }
      subtask.work();
      subtask.cut();
      subtask.encode();
      subtask.watermark(0, Watermark.MAX);

      Map<String, Long> counters = counters(subtask);
      assertThat(counters, hasEntry("added", 5L));
      assertThat(counters, hasEntry("extracted", 1L));
      assertThat(counters, hasKey("compacted"));
      assertThat(counters.getOrDefault("created", 0L), is(greaterThan(0L)));
      assertThat(around.getCumulative().counterUpdates().iterator().hasNext(), is(false));
    } finally {
      MetricsEnvironment.getMetricsEnvironmentStateForCurrentThread().activate(before);
    }
  }
}
