package io.weir.engine.graph;

/**
 * What an operator does: a name for the kind of operator and a payload that only the {@link
 * io.weir.engine.graph graph}'s writer and the operator factory understand.
 *
 * @param urn the kind of operator
 * @param payload its settings
 */
public record OperatorSpec(String urn, Bytes payload) {}
