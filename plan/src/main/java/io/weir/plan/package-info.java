/**
 * Turns a Beam pipeline proto into a job graph, from protos alone.
 *
 * <p>Nothing here deserializes user code; operators are described by payloads that workers read.
 */
@NullMarked
package io.weir.plan;

import org.jspecify.annotations.NullMarked;
