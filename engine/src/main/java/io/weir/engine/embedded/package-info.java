/** Master and workers in one JVM: threads instead of processes, calls instead of connections. */
@NullMarked
package io.weir.engine.embedded;

import org.jspecify.annotations.NullMarked;
