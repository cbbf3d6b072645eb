/** Tests of state cells. */
@NullMarked
package io.weir.worker.state;

import org.jspecify.annotations.NullMarked;
