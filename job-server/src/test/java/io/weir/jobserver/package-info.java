/** Tests of the master process. */
@NullMarked
package io.weir.jobserver;

import org.jspecify.annotations.NullMarked;
