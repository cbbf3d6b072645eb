package io.weir.engine.control;

/**
 * A channel from one producing to one consuming subtask.
 *
 * @param attempt the attempt that it belongs to
 * @param edge the edge's id
 * @param producer index of the producing subtask
 * @param consumer index of the consuming subtask
 */
public record ChannelId(AttemptId attempt, int edge, int producer, int consumer) {}
