package io.weir.engine.graph;

/**
 * How the elements of an edge are keyed and turned into bytes.
 *
 * @param urn the kind of codec
 * @param payload its settings
 */
public record CodecSpec(String urn, Bytes payload) {}
