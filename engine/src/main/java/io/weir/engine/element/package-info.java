/**
 * What travels in a channel: batches of elements and the signals between them, keys and key groups.
 * Values only; no threads.
 */
@NullMarked
package io.weir.engine.element;

import org.jspecify.annotations.NullMarked;
