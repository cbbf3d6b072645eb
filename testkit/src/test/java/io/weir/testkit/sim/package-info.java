/** Runs of the simulator, and proofs that its checkers notice what they should. */
@NullMarked
package io.weir.testkit.sim;

import org.jspecify.annotations.NullMarked;
