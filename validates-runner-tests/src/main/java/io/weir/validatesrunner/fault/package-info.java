/**
 * Runners that let Weir's own operators fail or lie, to show that the engine survives the one and
 * the suite notices the other. The product knows nothing of it: operators are wrapped.
 */
@NullMarked
package io.weir.validatesrunner.fault;

import org.jspecify.annotations.NullMarked;
