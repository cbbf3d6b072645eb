/** Control plane and data plane on gRPC, server and client side. */
@NullMarked
package io.weir.transport;

import org.jspecify.annotations.NullMarked;
