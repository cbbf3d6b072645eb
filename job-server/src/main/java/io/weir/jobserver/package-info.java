/** The master process: takes jobs, keeps them, and directs the workers that run them. */
@NullMarked
package io.weir.jobserver;

import org.jspecify.annotations.NullMarked;
