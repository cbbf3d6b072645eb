@NullMarked
package io.weir.worker.stable;

import org.jspecify.annotations.NullMarked;
