/** The server that a master process opens for its workers and clients. */
@NullMarked
package io.weir.transport.master;

import org.jspecify.annotations.NullMarked;
