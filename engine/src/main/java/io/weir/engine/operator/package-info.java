/** The contract between the engine and the code that works on elements. */
@NullMarked
package io.weir.engine.operator;

import org.jspecify.annotations.NullMarked;
