/** Classes that break the arrows between modules, to prove that the rules notice. */
@NullMarked
package io.weir.runner.violation;

import org.jspecify.annotations.NullMarked;
