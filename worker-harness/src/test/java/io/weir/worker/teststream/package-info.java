/** Tests of the TestStream operator. */
@NullMarked
package io.weir.worker.teststream;

import org.jspecify.annotations.NullMarked;
