@NullMarked
package io.weir.worker.job;

import org.jspecify.annotations.NullMarked;
