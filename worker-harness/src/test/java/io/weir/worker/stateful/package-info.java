/** Tests of ParDos with state and timers. */
@NullMarked
package io.weir.worker.stateful;

import org.jspecify.annotations.NullMarked;
