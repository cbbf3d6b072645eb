/** Messages between a master and the workers of a job. Values only. */
@NullMarked
package io.weir.engine.control;

import org.jspecify.annotations.NullMarked;
