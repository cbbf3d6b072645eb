package io.weir.benchmarks.nexmark;

/**
 * What one run of one query cost.
 *
 * @param cpuSeconds CPU of the whole process, start-up included
 * @param eventsPerSecond as Nexmark's own monitors measured it, without start-up
 * @param peakKb highest resident memory of the process
 * @param results how many results the query had
 */
record Leg(
    Contender contender,
    int query,
    long events,
    double cpuSeconds,
    double eventsPerSecond,
    long peakKb,
    long results) {}
