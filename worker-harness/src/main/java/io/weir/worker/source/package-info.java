/** Where elements come from: Impulse, and bounded and unbounded sources. */
@NullMarked
package io.weir.worker.source;

import org.jspecify.annotations.NullMarked;
