/** Watermarks: their progress through subtasks, and what holds them back. */
@NullMarked
package io.weir.engine.watermark;

import org.jspecify.annotations.NullMarked;
