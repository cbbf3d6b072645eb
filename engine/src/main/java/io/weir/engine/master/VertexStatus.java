package io.weir.engine.master;

/**
 * Live figures of a vertex.
 *
 * @param id the vertex's id
 * @param name its name
 * @param parallelism the number of its subtasks
 * @param finishedSubtasks those whose input has ended
 * @param elementsIn elements taken from channels in this attempt
 * @param elementsOut elements written to channels in this attempt
 * @param inPerSecond elements taken per second lately
 * @param outPerSecond elements written per second lately
 * @param inputWatermark the least of its subtasks, milliseconds
 * @param outputWatermark the least of its subtasks, milliseconds
 * @param watermarkHolder stable name of the operator that holds the output watermark of the slowest
 *     subtask; empty when nothing does
 */
public record VertexStatus(
    int id,
    String name,
    int parallelism,
    int finishedSubtasks,
    long elementsIn,
    long elementsOut,
    double inPerSecond,
    double outPerSecond,
    long inputWatermark,
    long outputWatermark,
    String watermarkHolder) {}
