/**
 * Runs one operator without an engine: element by element, with snapshots and restores through real
 * bytes, and the operator matrix that every operator must pass.
 *
 * <p>Thread: the test's.
 */
@NullMarked
package io.weir.testkit.harness;

import org.jspecify.annotations.NullMarked;
