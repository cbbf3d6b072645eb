/** Tests of grouping. */
@NullMarked
package io.weir.worker.group;

import org.jspecify.annotations.NullMarked;
