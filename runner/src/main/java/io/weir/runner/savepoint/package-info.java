/** Savepoints and checkpoints as a user looks at them: what is in them, how large it is. */
@NullMarked
package io.weir.runner.savepoint;

import org.jspecify.annotations.NullMarked;
