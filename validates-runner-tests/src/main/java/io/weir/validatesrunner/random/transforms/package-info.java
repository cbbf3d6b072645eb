/**
 * The transforms that random pipelines consist of, apart from Beam's own. All work on keys and
 * values that are strings, so that any can follow any, and values tell where they came from. They
 * are public, because the programs that are printed for a difference use them.
 */
@NullMarked
package io.weir.validatesrunner.random.transforms;

import org.jspecify.annotations.NullMarked;
