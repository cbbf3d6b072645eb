package io.weir.testkit.operators;

/**
 * The element of test jobs.
 *
 * @param origin who made it
 * @param number which one it is of those its origin made
 * @param key decides where it goes on KEYED edges
 * @param timestamp event time, milliseconds
 * @param value what is summed up
 */
public record Item(String origin, long number, String key, long timestamp, long value) {}
