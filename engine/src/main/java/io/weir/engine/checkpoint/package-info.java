/** Checkpoint storage and the descriptions of what a checkpoint holds. */
@NullMarked
package io.weir.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
