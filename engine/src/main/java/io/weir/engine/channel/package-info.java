/** Hand-over of stream items from producing to consuming subtasks. */
@NullMarked
package io.weir.engine.channel;

import org.jspecify.annotations.NullMarked;
