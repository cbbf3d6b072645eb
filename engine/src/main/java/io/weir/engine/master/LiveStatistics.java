package io.weir.engine.master;

import io.weir.engine.checkpoint.SubtaskSnapshot;
import io.weir.engine.control.SubtaskId;
import io.weir.engine.control.SubtaskStatistics;
import io.weir.engine.element.Signal.Watermark;
import io.weir.engine.graph.Bytes;
import io.weir.engine.graph.JobVertex;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest figures and metric cells of every subtask of an attempt.
 *
 * <p>Thread: owned by its job master.
 */
final class LiveStatistics {
  private final Map<SubtaskId, Live> bySubtask = new HashMap<>();
  private final Map<SubtaskId, Map<String, Bytes>> cells = new HashMap<>();

  /** Takes what a subtask said. */
  void update(SubtaskStatistics statistics, long nowMs) {
    bySubtask.merge(
        statistics.subtask(), Live.first(statistics, nowMs), (old, now) -> old.next(now));
    cells.put(statistics.subtask(), statistics.metrics());
  }

  /** Takes the cells that a snapshot brought along. */
  void update(SubtaskId subtask, SubtaskSnapshot snapshot) {
    cells.put(subtask, cellsOf(snapshot));
  }

  /** The metric cells of a snapshot, by operator. */
  static Map<String, Bytes> cellsOf(SubtaskSnapshot snapshot) {
    Map<String, Bytes> result = new HashMap<>();
    snapshot.operators().forEach((name, operator) -> result.put(name, operator.metrics()));
    return result;
  }

  /** Adds the cells of all subtasks to the base. */
  Map<String, Bytes> addTo(Map<String, Bytes> base, MetricsMerge merge) {
    Map<String, Bytes> sums = new HashMap<>(base);
    cells.values().forEach(c -> merge.addTo(sums, c));
    return sums;
  }

  /** The figures of a vertex. */
  VertexStatus vertex(JobVertex vertex, Set<SubtaskId> finished) {
    Sum sum = new Sum();
    int ended = 0;
    for (int i = 0; i < vertex.parallelism(); i++) {
      SubtaskId subtask = new SubtaskId(vertex.id(), i);
      sum.add(bySubtask.get(subtask));
      ended += finished.contains(subtask) ? 1 : 0;
    }
    return sum.toStatus(vertex, ended);
  }

  private record Live(SubtaskStatistics figures, long atMs, double inRate, double outRate) {
    static Live first(SubtaskStatistics figures, long nowMs) {
      return new Live(figures, nowMs, 0, 0);
    }

    Live next(Live now) {
      double seconds = (now.atMs - atMs) / 1000.0;
      if (seconds <= 0) {
        return new Live(now.figures, atMs, inRate, outRate);
      }
      return new Live(
          now.figures,
          now.atMs,
          (now.figures.elementsIn() - figures.elementsIn()) / seconds,
          (now.figures.elementsOut() - figures.elementsOut()) / seconds);
    }
  }

  private static final class Sum {
    private long in;
    private long out;
    private double inRate;
    private double outRate;
    private long inputWatermark = Watermark.MAX;
    private long outputWatermark = Watermark.MAX;
    private String holder = "";

    void add(@Nullable Live live) {
      if (live == null) {
        inputWatermark = Watermark.MIN;
        outputWatermark = Watermark.MIN;
        return;
      }
      in += live.figures.elementsIn();
      out += live.figures.elementsOut();
      inRate += live.inRate;
      outRate += live.outRate;
      inputWatermark = Math.min(inputWatermark, live.figures.inputWatermark());
      if (live.figures.outputWatermark() < outputWatermark) {
        outputWatermark = live.figures.outputWatermark();
        holder = live.figures.watermarkHolder();
      }
    }

    VertexStatus toStatus(JobVertex vertex, int ended) {
      return new VertexStatus(
          vertex.id(),
          vertex.name(),
          vertex.parallelism(),
          ended,
          in,
          out,
          inRate,
          outRate,
          inputWatermark,
          outputWatermark,
          holder);
    }
  }
}
