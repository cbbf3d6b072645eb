/** The commands of {@code bin/weir} for people who use a cluster. */
@NullMarked
package io.weir.runner.cli;

import org.jspecify.annotations.NullMarked;
