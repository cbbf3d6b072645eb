package io.weir.testkit.sim;

import io.weir.engine.control.WorkerReport;
import io.weir.engine.control.WorkerReport.CheckpointAcknowledged;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Notes when the subtasks acknowledge checkpoints. */
final class AcknowledgementTimes implements SimHooks {
  private final Map<Long, Span> spans = new TreeMap<>();
  private LongSupplier nowMs = () -> 0;

  private record Span(long firstMs, long lastMs) {
    Span and(Span later) {
      return new Span(firstMs, later.lastMs);
    }
  }

  /** Takes the time from there. */
  void readFrom(LongSupplier clock) {
    nowMs = clock;
  }

  @Override
  public void report(WorkerReport report, Consumer<WorkerReport> master) {
    if (report instanceof CheckpointAcknowledged ack) {
      long now = nowMs.getAsLong();
      spans.merge(ack.checkpointId(), new Span(now, now), Span::and);
    }
    master.accept(report);
  }

  /** For each checkpoint, the time from the first acknowledgement to the last. */
  List<Long> spansMs() {
    return spans.values().stream().map(span -> span.lastMs() - span.firstMs()).toList();
  }
}
