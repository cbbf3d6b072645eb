/** Keys and bytes of the elements on edges. */
@NullMarked
package io.weir.worker.codec;

import org.jspecify.annotations.NullMarked;
