/**
 * Splittable DoFns: pairing elements with restrictions, splitting restrictions, and processing them
 * with residuals that are part of the snapshot.
 */
@NullMarked
package io.weir.worker.sdf;

import org.jspecify.annotations.NullMarked;
