/** Stable input: elements wait at the head of an operator until a checkpoint holds them. */
@NullMarked
package io.weir.worker.stable;

import org.jspecify.annotations.NullMarked;
