/**
 * The engine's own bytes: hand-coded, versioned, checksummed forms of the records that are sent
 * between processes or stored. No Java serialization, no threads, no I/O.
 */
@NullMarked
package io.weir.engine.wire;

import org.jspecify.annotations.NullMarked;
