@NullMarked
package io.weir.worker.metrics;

import org.jspecify.annotations.NullMarked;
