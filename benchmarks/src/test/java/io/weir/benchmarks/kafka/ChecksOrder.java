package io.weir.benchmarks.kafka;

import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Counts a key's numbers that come exactly when they should, and those that do not: lost, doubled
 * or out of order.
 */
final class ChecksOrder extends DoFn<KV<Long, Long>, KV<Long, Long>> {
  static final String GOOD = "good";
  static final String BAD = "bad";

  private final Counter good = Metrics.counter(ChecksOrder.class, GOOD);
  private final Counter bad = Metrics.counter(ChecksOrder.class, BAD);

  @StateId("next")
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value();

  @ProcessElement
  public void process(
      @Element KV<Long, Long> element,
      @StateId("next") ValueState<Long> next,
      OutputReceiver<KV<Long, Long>> out) {
    long expected = Optional.ofNullable(next.read()).orElse(element.getKey());
    (element.getValue() == expected ? good : bad).inc();
    next.write(element.getValue() + LiveKafka.KEYS);
    out.output(element);
  }
}
