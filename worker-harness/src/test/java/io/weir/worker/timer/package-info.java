/** Tests of timers. */
@NullMarked
package io.weir.worker.timer;

import org.jspecify.annotations.NullMarked;
