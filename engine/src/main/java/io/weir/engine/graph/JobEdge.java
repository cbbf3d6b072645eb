package io.weir.engine.graph;

/**
 * An exchange between two vertices: one channel for each pair of subtasks that the kind connects.
 *
 * @param id the edge's id, unique in the graph
 * @param source the vertex whose operators name this edge in a {@link OutputTarget.ToEdge}
 * @param target the consuming vertex
 * @param targetOperator position of the consuming operator in the target vertex
 * @param targetInput input port of the consuming operator
 * @param kind how elements are dealt out
 * @param codec how elements are keyed and encoded
 */
public record JobEdge(
    int id,
    int source,
    int target,
    int targetOperator,
    int targetInput,
    EdgeKind kind,
    CodecSpec codec) {}
