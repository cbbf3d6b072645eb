package io.weir.engine.master;

import io.weir.engine.graph.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * The job's metric cells: those of the checkpoint that the attempt started from, those of the last
 * complete one, and what the attempt's subtasks have said since.
 *
 * <p>Thread: owned by its job master.
 */
final class MetricsLedger {
  private final MetricsMerge merge;
  private LiveStatistics live = new LiveStatistics();
  private Map<String, Bytes> restored = Map.of();
  private Map<String, Bytes> committed = Map.of();

  MetricsLedger(MetricsMerge merge) {
    this.merge = merge;
  }

  /** An attempt starts from the checkpoint, or from the beginning. */
  void attemptStarts(Optional<CompletedCheckpoint> restore) {
    live = new LiveStatistics();
    restored = restore.map(CompletedCheckpoint::metrics).orElse(Map.of());
    committed = restored;
  }

  /** What the attempt's subtasks have said. */
  LiveStatistics live() {
    return live;
  }

  /** The cells that the attempt started with. */
  Map<String, Bytes> restored() {
    return restored;
  }

  /** Takes the cells of a complete checkpoint and answers their sum with those restored. */
  Map<String, Bytes> committed(PendingCheckpoint checkpoint) {
    Map<String, Bytes> sums = restored;
    for (var snapshot : checkpoint.snapshots().values()) {
      sums = merge.sum(sums, LiveStatistics.cellsOf(snapshot));
    }
    committed = sums;
    return sums;
  }

  JobMetrics now() {
    return new JobMetrics(committed, live.addTo(restored, merge));
  }
}
