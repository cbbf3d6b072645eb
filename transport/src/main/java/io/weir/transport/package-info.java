/**
 * Control plane and data plane on gRPC: what both share. Addresses, tokens and limits; on loopback
 * only.
 */
@NullMarked
package io.weir.transport;

import org.jspecify.annotations.NullMarked;
