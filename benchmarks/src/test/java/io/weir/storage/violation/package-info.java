/** Classes that break the rules about stored bytes, to prove that the rules notice. */
@NullMarked
package io.weir.storage.violation;

import org.jspecify.annotations.NullMarked;
