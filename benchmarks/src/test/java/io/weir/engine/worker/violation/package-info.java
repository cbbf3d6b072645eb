/** Classes that break the layers of the engine, to prove that the rules notice. */
@NullMarked
package io.weir.engine.worker.violation;

import org.jspecify.annotations.NullMarked;
