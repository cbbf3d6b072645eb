/** Fakes, the operator matrix and the deterministic simulator that tests of other modules use. */
@NullMarked
package io.weir.testkit;

import org.jspecify.annotations.NullMarked;
