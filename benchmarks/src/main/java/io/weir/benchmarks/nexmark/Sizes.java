package io.weir.benchmarks.nexmark;

/**
 * How many events the legs generate.
 *
 * @param small the smaller size of Weir and its peer
 * @param large the larger size
 * @param direct DirectRunner's only size
 */
record Sizes(long small, long large, long direct) {}
