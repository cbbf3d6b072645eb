/**
 * Turns a Beam pipeline proto into a job graph, from protos alone.
 *
 * <p>Nothing here deserializes user code; operators are described by payloads that workers read.
 * {@link io.weir.plan.Planner} goes in steps: find the transforms to run, refuse what is not
 * supported, expand transforms into operators, drop operators that an edge replaces, pack the rest
 * into vertices, and write the job graph down.
 */
@NullMarked
package io.weir.plan;

import org.jspecify.annotations.NullMarked;
