/** Checkpoint storage: durable local files, and Beam file systems for other schemes. */
@NullMarked
package io.weir.storage;

import org.jspecify.annotations.NullMarked;
