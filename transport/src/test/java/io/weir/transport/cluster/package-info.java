/** Whole jobs over real sockets. */
@NullMarked
package io.weir.transport.cluster;

import org.jspecify.annotations.NullMarked;
