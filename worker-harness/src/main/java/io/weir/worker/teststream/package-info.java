/**
 * Beam's TestStream: a root that plays events one by one, and the processing clock that they set.
 */
@NullMarked
package io.weir.worker.teststream;

import org.jspecify.annotations.NullMarked;
