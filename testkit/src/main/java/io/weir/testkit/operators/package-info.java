/**
 * Small operators on {@link io.weir.testkit.operators.Item items} for tests of the engine: enough
 * to use every kind of state, time and edge, and deterministic in what they put out.
 */
@NullMarked
package io.weir.testkit.operators;

import org.jspecify.annotations.NullMarked;
