package io.weir.worker.metrics;

import io.weir.engine.operator.Output;
import java.util.Map;
import org.apache.beam.runners.core.metrics.CounterCell;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Labels;
import org.apache.beam.runners.core.metrics.MonitoringInfoConstants.Urns;
import org.apache.beam.runners.core.metrics.MonitoringInfoMetricName;

/**
 * Counts the elements of a PCollection where they are emitted: Beam's system metric {@code
 * beam:metric:element_count:v1}.
 *
 * <p>Thread: the subtask thread.
 */
final class CountedOutput implements Output {
  private final Output output;
  private final CounterCell cell;
  private long count;
  private long told;

  CountedOutput(String step, String pcollection, MetricsContainerImpl container, Output output) {
    this.output = output;
    this.cell =
        container.getCounter(
            MonitoringInfoMetricName.named(
                Urns.ELEMENT_COUNT,
                Map.of(Labels.PCOLLECTION, pcollection, Labels.PTRANSFORM, step)));
  }

  @Override
  public void emit(Object element) throws Exception {
    count++;
    output.emit(element);
  }

  /** Brings the cell up to date; a cell is too slow to be changed for each element. */
  void tell() {
    if (count > told) {
      cell.inc(count - told);
      told = count;
    }
  }
}
