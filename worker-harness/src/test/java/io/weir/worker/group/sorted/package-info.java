/** Tests of grouping by sorted runs. */
@NullMarked
package io.weir.worker.group.sorted;

import org.jspecify.annotations.NullMarked;
