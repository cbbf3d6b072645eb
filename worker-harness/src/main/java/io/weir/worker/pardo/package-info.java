/**
 * ParDo: user code, its bundles, outputs, side inputs and finalizers. What stateful ParDos and
 * splittable ones need too is public here.
 */
@NullMarked
package io.weir.worker.pardo;

import org.jspecify.annotations.NullMarked;
