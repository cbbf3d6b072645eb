/**
 * Random pipelines: small pipelines generated from a seed, run on Weir and on DirectRunner, whose
 * outputs are compared element by element with their windows, timestamps and panes. A difference is
 * reduced and printed as a program.
 *
 * <p>A pipeline is a value, {@link io.weir.validatesrunner.random.RandomPipeline}. What the model
 * leaves open is not generated: {@link io.weir.validatesrunner.random.Determinism} decides.
 */
@NullMarked
package io.weir.validatesrunner.random;

import org.jspecify.annotations.NullMarked;
