/** Tests of the worker's processes. */
@NullMarked
package io.weir.worker.process;

import org.jspecify.annotations.NullMarked;
