/** Operators that look at windows or not at all: window assignment, and passing elements on. */
@NullMarked
package io.weir.worker.window;

import org.jspecify.annotations.NullMarked;
