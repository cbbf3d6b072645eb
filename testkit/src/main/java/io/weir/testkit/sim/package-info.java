/**
 * A deterministic simulator of a whole cluster: the master, workers, channels and storage of the
 * engine run on one thread in virtual time, and a seed decides over every delay, order and fault.
 *
 * <p>A run has two phases. In the first, faults happen, but only such as the engine must recover
 * from; in the second nothing goes wrong any more and the job must end. Checkers look at what was
 * published, at every channel, and at what is left over.
 *
 * <p>Thread: everything in this package is used by the one thread that runs the simulation.
 */
@NullMarked
package io.weir.testkit.sim;

import org.jspecify.annotations.NullMarked;
