/** Tests of jobs that go on from a savepoint, at another parallelism and on another backend. */
@NullMarked
package io.weir.runner.restore;

import org.jspecify.annotations.NullMarked;
