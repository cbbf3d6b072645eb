/** Validated settings of a job, as the engine understands them. */
@NullMarked
package io.weir.engine.config;

import org.jspecify.annotations.NullMarked;
