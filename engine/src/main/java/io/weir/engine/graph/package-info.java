/**
 * The job graph: vertices, chained operators and edges, as immutable values that know nothing of
 * how they are executed.
 */
@NullMarked
package io.weir.engine.graph;

import org.jspecify.annotations.NullMarked;
