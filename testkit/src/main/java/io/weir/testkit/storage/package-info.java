/** Checkpoint storage in memory. */
@NullMarked
package io.weir.testkit.storage;

import org.jspecify.annotations.NullMarked;
