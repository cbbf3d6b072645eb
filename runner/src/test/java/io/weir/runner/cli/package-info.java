/** Tests of the command line. */
@NullMarked
package io.weir.runner.cli;

import org.jspecify.annotations.NullMarked;
