/**
 * Working state as bytes: ordered tables per key group, operator state and broadcast state. Owned
 * by one subtask thread.
 */
@NullMarked
package io.weir.engine.state;

import org.jspecify.annotations.NullMarked;
