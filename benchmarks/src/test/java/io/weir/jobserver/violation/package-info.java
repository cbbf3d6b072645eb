/** Classes that break the arrows between modules, to prove that the rules notice. */
@NullMarked
package io.weir.jobserver.violation;

import org.jspecify.annotations.NullMarked;
