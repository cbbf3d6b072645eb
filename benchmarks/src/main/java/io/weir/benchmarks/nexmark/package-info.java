/**
 * Beam's Nexmark suite on Weir and on its peers: every leg in a JVM of its own, compared by the CPU
 * that one more event costs. Depends on nothing of Weir, since the same classes run beside the
 * peers.
 */
@NullMarked
package io.weir.benchmarks.nexmark;

import org.jspecify.annotations.NullMarked;
