/** The form of Beam's metric cells, and how the cells of subtasks are added up. */
@NullMarked
package io.weir.plan.metrics;

import org.jspecify.annotations.NullMarked;
