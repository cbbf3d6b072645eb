package io.weir.engine.control;

/**
 * A parallel instance of a vertex.
 *
 * @param vertex the vertex's id
 * @param index from 0 to the vertex's parallelism - 1
 */
public record SubtaskId(int vertex, int index) {}
