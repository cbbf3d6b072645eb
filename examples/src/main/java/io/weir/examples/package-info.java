/** Pipelines that people would really run. */
@NullMarked
package io.weir.examples;

import org.jspecify.annotations.NullMarked;
