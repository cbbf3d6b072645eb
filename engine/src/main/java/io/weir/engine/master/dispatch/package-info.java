/**
 * What a master process knows: the workers that it may use and the jobs that it runs. The same
 * whether the workers are other processes or live in this one.
 */
@NullMarked
package io.weir.engine.master.dispatch;

import org.jspecify.annotations.NullMarked;
