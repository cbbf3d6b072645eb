/** Fakes for tests of operators. */
@NullMarked
package io.weir.worker.testing;

import org.jspecify.annotations.NullMarked;
