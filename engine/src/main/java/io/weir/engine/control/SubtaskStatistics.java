package io.weir.engine.control;

import io.weir.engine.graph.Bytes;
import java.util.Map;

/**
 * Live figures of a subtask.
 *
 * @param subtask the subtask
 * @param elementsIn elements taken from its channels in this attempt
 * @param elementsOut elements written to its channels in this attempt
 * @param inputWatermark the least input watermark of its operators, milliseconds
 * @param outputWatermark the least output watermark of its operators, milliseconds
 * @param watermarkHolder stable name of the operator that holds the output watermark back
 * @param metrics each operator's cumulative metric cells, by stable name
 */
public record SubtaskStatistics(
    SubtaskId subtask,
    long elementsIn,
    long elementsOut,
    long inputWatermark,
    long outputWatermark,
    String watermarkHolder,
    Map<String, Bytes> metrics) {
  /** Copies the map. */
  public SubtaskStatistics {
    metrics = Map.copyOf(metrics);
  }
}
