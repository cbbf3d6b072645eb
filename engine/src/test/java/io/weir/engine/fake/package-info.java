/** Fakes for tests of the engine and of the modules above it. */
@NullMarked
package io.weir.engine.fake;

import org.jspecify.annotations.NullMarked;
