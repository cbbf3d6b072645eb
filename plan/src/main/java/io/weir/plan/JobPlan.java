package io.weir.plan;

import io.weir.engine.graph.JobGraph;

/**
 * A planned job.
 *
 * @param graph what the engine runs
 * @param settings the options, checked and with defaults
 * @param streaming whether the pipeline reads unbounded input
 * @param explain the graph in words: vertices with their operators, edges, grouping roads
 */
public record JobPlan(JobGraph graph, JobSettings settings, boolean streaming, String explain) {}
