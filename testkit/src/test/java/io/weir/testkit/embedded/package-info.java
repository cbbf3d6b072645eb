/** Tests of the embedded cluster, with real threads. */
@NullMarked
package io.weir.testkit.embedded;

import org.jspecify.annotations.NullMarked;
