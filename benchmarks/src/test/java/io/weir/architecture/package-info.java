/** Tests of the arrows between modules and packages, in the one module that sees all others. */
@NullMarked
package io.weir.architecture;

import org.jspecify.annotations.NullMarked;
