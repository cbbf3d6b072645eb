/** The operator matrix on the test operators, and a proof that it notices. */
@NullMarked
package io.weir.testkit.harness;

import org.jspecify.annotations.NullMarked;
