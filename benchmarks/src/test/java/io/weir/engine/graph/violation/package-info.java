/** Classes that break the rules of the engine, to prove that the rules notice. */
@NullMarked
package io.weir.engine.graph.violation;

import org.jspecify.annotations.NullMarked;
