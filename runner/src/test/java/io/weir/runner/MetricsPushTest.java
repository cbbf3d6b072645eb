package io.weir.runner;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsOptions;
import org.apache.beam.sdk.metrics.MetricsSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class MetricsPushTest {
  private static final String SINK = "--metricsSink=" + Sink.class.getName();

  @BeforeEach
  void forgetWhatWasPushed() {
    Sink.PUSHED.clear();
  }

  @Test
  void pushesTheFinalMetricsBeforeTheJobIsSeenToBeOver() {
    Pipeline pipeline = Jobs.numbers(1000, SINK, "--metricsPushPeriod=3600");

    assertThat(pipeline.run().waitUntilFinish(), is(State.DONE));

    assertThat(List.copyOf(Sink.PUSHED), hasItem("1000 attempted, 1000 committed"));
  }

  @Test
  void pushesWhileTheJobRuns() throws Exception {
    Pipeline pipeline = Jobs.endless(SINK, "--metricsPushPeriod=1");
    var result = pipeline.run();
    try {
      await().until(() -> !Sink.PUSHED.isEmpty());
    } finally {
      result.cancel();
    }
  }

  @Test
  void refusesAPeriodThatIsNone() {
    Pipeline pipeline = Jobs.numbers(1, SINK, "--metricsPushPeriod=0");

    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, pipeline::run);

    assertThat(refusal.getMessage(), equalTo("--metricsPushPeriod=0: must be at least 1"));
  }

  @Test
  void refusesASinkThatCannotBeMade() {
    Pipeline pipeline = Jobs.numbers(1, "--metricsSink=" + Bare.class.getName());

    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, pipeline::run);

    assertThat(refusal.getMessage(), containsString("--metricsSink=" + Bare.class.getName()));
  }

  /** Remembers what the counter of the jobs was. */
  public static final class Sink implements MetricsSink {
    private static final long serialVersionUID = 1;
    private static final Queue<String> PUSHED = new ConcurrentLinkedQueue<>();

    public Sink(MetricsOptions options) {}

    @Override
    public void writeMetrics(MetricQueryResults results) {
      for (MetricResult<Long> counter : results.getCounters()) {
        if (counter.getName().getName().equals("seen")) {
          PUSHED.add(
              counter.getAttempted()
                  + " attempted, "
                  + counter.getCommittedOrNull()
                  + " committed");
        }
      }
    }
  }

  /** Has no constructor that takes options. */
  public static final class Bare implements MetricsSink {
    private static final long serialVersionUID = 1;

    @Override
    public void writeMetrics(MetricQueryResults results) {}
  }
}
